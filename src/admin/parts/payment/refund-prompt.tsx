import { toast } from "@medusajs/ui"
import { useState } from "react"
import type { InvoiceDetail, RecordRefundRequest } from "../../../api/admin/qpay/contract"
import { refundsPath } from "../../api/paths"
import { useSubmit } from "../../api/use-submit"
import { formatAmount, readAmount } from "../../words/amount"
import { useWords } from "../../words/use-words"
import { Field } from "../shared/field"
import { FormPrompt } from "../shared/form-prompt"
import { Refusal } from "../shared/refusal"

/** Money of an order that staff sent back by bank, whole or in part. */
export function RefundPrompt({ payment, onClose }: { payment: InvoiceDetail; onClose: () => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState("")
  const [reference, setReference] = useState("")
  const [note, setNote] = useState("")
  const [tried, setTried] = useState(false)
  const { isBusy, error, submit } = useSubmit<unknown>()

  const most = payment.refundable.amount
  const amount = readAmount(typed)
  const problems = {
    amount: sumProblem(),
    reference: reference.trim() ? null : t("refund.reference_missing"),
  }
  function sumProblem(): string | null {
    if (amount === null) return t("refund.not_a_sum")
    return amount > most ? t("refund.too_much", { amount: formatAmount(most) }) : null
  }

  const record = async () => {
    setTried(true)
    if (amount === null || problems.amount || problems.reference) return
    const request: RecordRefundRequest = {
      amount,
      reference: reference.trim(),
      ...(note.trim() ? { note: note.trim() } : {}),
    }
    if ((await submit(refundsPath(payment.id), request)) === null) return
    // The order's own sections are the dashboard's: they learn of the refund with the next load of the page.
    toast.success(t("refund.done", { amount: formatAmount(amount) }), {
      description: t("refund.reload_hint"),
      action: { label: t("refund.reload"), altText: t("refund.reload_hint"), onClick: () => window.location.reload() },
    })
    onClose()
  }
  return (
    <FormPrompt
      title={t("refund.title")}
      text={t("refund.what")}
      confirm={t("refund.submit")}
      isBusy={isBusy}
      onConfirm={() => void record()}
      onClose={onClose}
    >
      <Field
        label={t("refund.amount")}
        hint={t("refund.amount_hint", { amount: formatAmount(most) })}
        value={typed}
        onChange={setTyped}
        problem={tried ? problems.amount : null}
        sum
      />
      <Field
        label={t("refund.reference")}
        hint={t("refund.reference_hint")}
        value={reference}
        onChange={setReference}
        problem={tried ? problems.reference : null}
      />
      <Field label={t("refund.note")} value={note} onChange={setNote} optional long />
      <Refusal error={error} />
    </FormPrompt>
  )
}
