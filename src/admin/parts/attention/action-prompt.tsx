import { toast } from "@medusajs/ui"
import { useState } from "react"
import type { Attention, AttentionAction, AttentionAnswer, AttentionRequest } from "../../../api/admin/qpay/contract"
import { linePath } from "../../api/paths"
import { useSubmit } from "../../api/use-submit"
import { formatAmount, readAmount } from "../../words/amount"
import { fieldsOf } from "../../words/subjects"
import { useWords } from "../../words/use-words"
import { Field } from "../shared/field"
import { FormPrompt } from "../shared/form-prompt"
import { Refusal } from "../shared/refusal"

interface ActionPromptProps {
  line: Attention
  action: AttentionAction
  onClose: () => void
}

/** Says what an action will do, has the sum typed again, and sends it. */
export function ActionPrompt({ line, action, onClose }: ActionPromptProps) {
  const words = useWords()
  const { t } = words
  const { label, what, done } = words.action(action, line)
  const fields = fieldsOf(action)
  const [typed, setTyped] = useState("")
  const [reference, setReference] = useState("")
  const [note, setNote] = useState("")
  const [tried, setTried] = useState(false)
  const { isBusy, error, submit } = useSubmit<AttentionAnswer>()

  const sum = formatAmount(line.amount)
  const problems = {
    amount: fields.amount && readAmount(typed) !== line.amount ? t("action.amount_wrong", { amount: sum }) : null,
    reference: fields.reference && !reference.trim() ? t("action.reference_missing") : null,
    note: fields.note === "needed" && !note.trim() ? t("action.note_missing") : null,
  }
  const confirm = async () => {
    setTried(true)
    if (Object.values(problems).some(Boolean)) return
    const answer = await submit(linePath(line.id), requestOf(action, { amount: line.amount, reference, note }))
    if (!answer) return
    if (answer.done) toast.success(done)
    else toast.info(t("action.done_before"))
    onClose()
  }
  return (
    <FormPrompt
      title={label}
      text={what}
      confirm={label}
      isDangerous={action === "refund_card" || action === "ignore"}
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {fields.amount && (
        <Field
          label={t("action.amount", { amount: sum })}
          value={typed}
          onChange={setTyped}
          problem={tried ? problems.amount : null}
          sum
        />
      )}
      {fields.reference && (
        <Field
          label={t("action.reference")}
          value={reference}
          onChange={setReference}
          problem={tried ? problems.reference : null}
        />
      )}
      <Field
        label={t("action.note")}
        value={note}
        onChange={setNote}
        problem={tried ? problems.note : null}
        optional={fields.note === "possible"}
        long
      />
      <Refusal error={error} />
    </FormPrompt>
  )
}

function requestOf(
  action: AttentionAction,
  { amount, reference, note }: { amount: number; reference: string; note: string }
): AttentionRequest {
  const noted = note.trim() ? { note: note.trim() } : {}
  switch (action) {
    case "place_order":
      return { action, ...noted }
    case "record_refund":
      return { action, amount, reference: reference.trim(), ...noted }
    case "ignore":
      return { action, note: note.trim() }
    default:
      return { action, amount, ...noted }
  }
}
