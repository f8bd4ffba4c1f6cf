import { StatusBadge } from "@medusajs/ui"
import type { InvoiceSummary } from "../../../api/admin/qpay/contract"
import { STATE_COLOURS } from "../../words/subjects"
import { useWords } from "../../words/use-words"

export function StateBadge({ state }: { state: InvoiceSummary["state"] }) {
  const { named } = useWords()
  return (
    <StatusBadge color={STATE_COLOURS[state]} className="text-nowrap">
      {named("states", state)}
    </StatusBadge>
  )
}
