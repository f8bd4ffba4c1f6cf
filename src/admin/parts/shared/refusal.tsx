import { Alert } from "@medusajs/ui"
import { useWords } from "../../words/use-words"

/** Why the server said no. */
export function Refusal({ error }: { error: Error | null }) {
  const { said } = useWords()
  return <div role="alert">{error && <Alert variant="error">{said(error)}</Alert>}</div>
}
