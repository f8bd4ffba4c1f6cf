import { ArrowPath } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import type { CheckAnswer } from "../../../api/admin/qpay/contract"
import { checkPath } from "../../api/paths"
import { useSubmit } from "../../api/use-submit"
import { OUTCOME_TONES } from "../../words/subjects"
import { useWords } from "../../words/use-words"

/** Asks QPay about one invoice, now. */
export function CheckButton({ invoiceId }: { invoiceId: string }) {
  const { t, named } = useWords()
  const { isBusy, submit, error } = useSubmit<CheckAnswer>()

  const check = async () => {
    const answer = await submit(checkPath(invoiceId))
    if (!answer) return
    toast[OUTCOME_TONES[answer.outcome]](named("outcomes", answer.outcome), {
      description: answer.asked ? t("payment.checked") : t("payment.not_asked"),
    })
  }
  return (
    <>
      <Button size="small" variant="secondary" isLoading={isBusy} onClick={() => void check()}>
        <ArrowPath />
        {t("payment.check")}
      </Button>
      {error && <CheckFailed error={error} />}
    </>
  )
}

function CheckFailed({ error }: { error: Error }) {
  const { said } = useWords()
  return (
    <span role="alert" className="txt-small text-ui-fg-error">
      {said(error)}
    </span>
  )
}
