import { useTranslation } from "react-i18next"
import type { Attention, AttentionAction, Diagnosis, TrailEvent } from "../../api/admin/qpay/contract"
import { formatAmount } from "./amount"
import { halfIn, languageOf } from "./language"
import { troubleOf } from "./trouble"
import { actionKey, plain, reasonKey, successorOf } from "./subjects"

/** Everything staff read, in the dashboard's language. */
export function useWords() {
  const { t, i18n } = useTranslation("qpay")
  const language = languageOf(i18n.language)
  /** Words for what the server names, or the name itself, made readable. */
  const named = (group: string, name: string): string => t(`${group}.${name}`, { defaultValue: plain(name) })

  return {
    t,
    named,
    /** Why something failed: of a "mn / en" sentence the half in the dashboard's language. */
    said: (error: Error) => {
      const trouble = troubleOf(error)
      return trouble ? t(`common.${trouble}`) : halfIn(language, error.message)
    },
    reason: (line: Attention) => ({
      // Recorded from an order, it was never to be sent: it is what was sent.
      title: isSent(line) ? t("attention.sent") : t(`reasons.${reasonKey(line)}.title`),
      what: t(`reasons.${reasonKey(line)}.what`, sumsOf(line)),
      todo: t(`reasons.${reasonKey(line)}.todo`, sumsOf(line)),
    }),
    action: (action: AttentionAction, line: Attention) => ({
      label: t(`actions.${actionKey(action, line)}.label`),
      what: t(`actions.${actionKey(action, line)}.what`, sumsOf(line)),
      done: t(`actions.${actionKey(action, line)}.done`),
    }),
    /** What a check found, and what to do. */
    finding: (diagnosis: Diagnosis) => (language === "mn" ? diagnosis.mn : diagnosis),
    /** Which bank or wallet, and bank transfer or card. */
    paidWith: (wallet: string | null, type: string | null) =>
      [wallet, type && named("types", type)].filter(Boolean).join(" · "),
    actor: ({ actor, actor_name }: Pick<TrailEvent, "actor" | "actor_name">) =>
      actor_name ?? (actor.startsWith("admin:") ? t("actors.admin") : t(`actors.${actor}`, { defaultValue: actor })),
    resolution: (resolution: string) => {
      const successor = successorOf(resolution)
      return successor
        ? t("resolutions.successor", { title: t(`reasons.${successor}.title`, { defaultValue: plain(successor) }) })
        : named("resolutions", resolution)
    },
  }
}

export type Words = ReturnType<typeof useWords>

function isSent({ reason, resolution }: Attention): boolean {
  return reason === "refund_owed" && resolution === "returned_by_bank"
}

function sumsOf({ amount, invoice }: Attention) {
  return {
    stake: formatAmount(amount),
    amount: formatAmount(invoice.amount),
    paid: formatAmount(invoice.paid_amount),
  }
}
