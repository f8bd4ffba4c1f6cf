import { Drawer } from "@medusajs/ui"
import type { InvoiceDetail } from "../../../api/admin/qpay/contract"
import { invoicePath } from "../../api/paths"
import { useResource } from "../../api/use-resource"
import { useWords } from "../../words/use-words"
import { CheckButton } from "../payment/check-button"
import { PaymentDetails } from "../payment/payment-details"
import { Failed, Loading } from "../shared/notices"
import { StateBadge } from "../shared/state-badge"

/** One invoice beside the list. */
export function InvoiceDrawer({ invoiceId, onClose }: { invoiceId: string; onClose: () => void }) {
  const { t } = useWords()
  const { data, error, isLoading, refresh } = useResource<InvoiceDetail>(invoicePath(invoiceId))
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title className="flex flex-wrap items-center gap-2">
            {t("invoices.detail", { reference: data?.reference ?? "" })}
            {data && <StateBadge state={data.state} />}
          </Drawer.Title>
          <Drawer.Description className="sr-only">{t("invoices.detail_text")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="overflow-y-auto p-0">
          {isLoading && <Loading rows={8} />}
          {error && !data && <Failed error={error} onRetry={refresh} />}
          {data && <PaymentDetails payment={data} withOrder />}
        </Drawer.Body>
        <Drawer.Footer>{data && <CheckButton invoiceId={data.id} />}</Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
