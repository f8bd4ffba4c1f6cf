import { Drawer, Heading } from "@medusajs/ui"
import type { InvoiceDetail } from "../../../api/admin/qpay/contract"
import { invoicePath } from "../../api/paths"
import { useResource } from "../../api/use-resource"
import { isReturned } from "../../words/subjects"
import { useWords } from "../../words/use-words"
import { PaymentDetails } from "../payment/payment-details"
import { CheckButton } from "../shared/check-button"
import { Failed, Loading } from "../shared/notices"
import { useReturnFocus } from "../shared/return-focus"
import { StateBadge } from "../shared/state-badge"

/** One invoice beside the list. */
export function InvoiceDrawer({ invoiceId, onClose }: { invoiceId: string; onClose: () => void }) {
  const { t } = useWords()
  const { data, error, isLoading, refresh } = useResource<InvoiceDetail>(invoicePath(invoiceId))
  const returnFocus = useReturnFocus()
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content onCloseAutoFocus={returnFocus}>
        <Drawer.Header>
          <div className="flex flex-wrap items-center gap-2">
            <Drawer.Title asChild>
              <Heading>{t("invoices.detail", { reference: data?.reference ?? "" })}</Heading>
            </Drawer.Title>
            {data && <StateBadge state={isReturned(data) ? "refunded" : data.state} />}
          </div>
          <Drawer.Description className="sr-only">{t("invoices.detail_text")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="divide-y overflow-y-auto p-0">
          {isLoading && <Loading rows={8} />}
          {error && <Failed error={error} onRetry={refresh} isOutdated={data !== null} />}
          {data && <PaymentDetails payment={data} level="h2" withOrder />}
        </Drawer.Body>
        <Drawer.Footer>{data && <CheckButton invoiceId={data.id} />}</Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
