import { useSearchParams } from "react-router-dom"

/** What is shown is in the address: it survives a reload and can be sent to somebody. */
export function useUrl(): [(name: string) => string, (changes: Record<string, string>) => void] {
  const [search, setSearch] = useSearchParams()
  const change = (changes: Record<string, string>) => {
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) {
          if (value) after.set(name, value)
          else after.delete(name)
        }
        return after
      },
      { replace: true }
    )
  }
  return [(name) => search.get(name) ?? "", change]
}
