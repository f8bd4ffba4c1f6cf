import { useEffect, useState } from "react"
import { onChange } from "./changes"
import { get } from "./client"

export interface Resource<T> {
  /** What the server said last; while another address is read, what was said of the one before, until that fails. */
  data: T | null
  /** Why this address could not be read, or not again. */
  error: Error | null
  /** Nothing to show yet. */
  isLoading: boolean
  /** `data` is of another address than the one asked for. */
  isStale: boolean
  refresh: () => void
}

/**
 * Reads an address, again after every change made here and when the window is looked at again. Own code and not the
 * dashboard's query library: a second copy of that in a store's node_modules would break the whole page.
 */
export function useResource<T>(path: string): Resource<T> {
  const [answer, setAnswer] = useState<{ path: string; data: T } | null>(null)
  const [failure, setFailure] = useState<{ path: string; error: Error } | null>(null)
  const [round, setRound] = useState(0)
  const refresh = () => setRound((before) => before + 1)

  useEffect(() => onChange(refresh), [])
  useEffect(() => {
    const look = () => void (document.visibilityState === "visible" && refresh())
    document.addEventListener("visibilitychange", look)
    return () => document.removeEventListener("visibilitychange", look)
  }, [])
  useEffect(() => {
    const reading = new AbortController()
    get<T>(path, reading.signal).then(
      (data) => {
        if (reading.signal.aborted) return
        setAnswer({ path, data })
        setFailure(null)
      },
      (error: Error) => {
        if (reading.signal.aborted) return
        setFailure({ path, error })
        // Under what is asked for now, what was said of something else would be taken for its answer.
        setAnswer((before) => (before?.path === path ? before : null))
      }
    )
    return () => reading.abort()
  }, [path, round])

  const error = failure?.path === path ? failure.error : null
  return {
    data: answer?.data ?? null,
    error,
    isLoading: !answer && !error,
    isStale: answer !== null && answer.path !== path,
    refresh,
  }
}
