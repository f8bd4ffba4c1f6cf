import { useEffect, useState } from "react"
import { onChange } from "./changes"
import { get } from "./client"

export interface Resource<T> {
  /** What the server said last; while another address is read, what was said of the one before. */
  data: T | null
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
  const [error, setError] = useState<Error | null>(null)
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
        setError(null)
      },
      (problem: Error) => {
        if (!reading.signal.aborted) setError(problem)
      }
    )
    return () => reading.abort()
  }, [path, round])

  return { data: answer?.data ?? null, error, isLoading: !answer && !error, isStale: answer?.path !== path, refresh }
}
