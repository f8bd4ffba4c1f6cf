import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { ExclamationCircleSolid } from "@medusajs/icons"
import { Button, Container, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { AttentionList } from "../../api/admin/qpay/contract"
import { OPEN_LINES_PATH } from "../api/paths"
import { useResource } from "../api/use-resource"
import { formatAmount } from "../words/amount"
import { useWords } from "../words/use-words"

/** Above the orders, while money waits for somebody, or may wait: that it could not be read is no good news. */
const AttentionBanner = () => {
  const { t } = useWords()
  const { data, error, refresh } = useResource<AttentionList>(OPEN_LINES_PATH)
  const waiting = data !== null && data.open_count > 0 ? data : null
  if (!waiting && !error) return null
  return (
    // The dashboard puts every widget after its own sections, whatever the zone is called.
    <Container className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-6 py-3" style={{ order: -1 }}>
      <div className="flex items-center gap-x-2">
        <ExclamationCircleSolid className="text-ui-tag-orange-icon shrink-0" />
        <Text size="small" leading="compact" weight="plus">
          {waiting
            ? `${t("banner.text", { count: waiting.open_count })} · ${formatAmount(waiting.open_amount)}`
            : t("banner.failed")}
        </Text>
      </div>
      {waiting ? (
        <Link
          to="/qpay?tab=attention"
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
        >
          {t("banner.open")}
        </Link>
      ) : (
        <Button size="small" variant="secondary" onClick={refresh}>
          {t("common.retry")}
        </Button>
      )}
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "order.list.before", id: "qpay-attention-banner" })

export default AttentionBanner
