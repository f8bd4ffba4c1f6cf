import { useState } from "react"
import { announceChange } from "./changes"
import { post } from "./client"

export interface Submit<T> {
  isBusy: boolean
  /** Why the server refused the last one. */
  error: Error | null
  /** @returns the answer, or null when it was refused */
  submit: (path: string, body?: object) => Promise<T | null>
}

/** Sends one request and keeps what it was refused with. Everything on the screen is read again either way. */
export function useSubmit<T>(): Submit<T> {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  const submit = async (path: string, body?: object) => {
    setBusy(true)
    setError(null)
    try {
      return await post<T>(path, body)
    } catch (problem) {
      setError(problem as Error)
      return null
    } finally {
      setBusy(false)
      announceChange()
    }
  }
  return { isBusy, error, submit }
}
