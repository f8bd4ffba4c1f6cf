import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Badge, Container, Heading, Tabs } from "@medusajs/ui"
import type { AttentionList } from "../../../api/admin/qpay/contract"
import { OPEN_LINES_PATH } from "../../api/paths"
import { useResource } from "../../api/use-resource"
import { AttentionTab } from "../../parts/attention/attention-tab"
import { DiagnosticsTab } from "../../parts/diagnostics/diagnostics-tab"
import { ExportButton } from "../../parts/invoices/export-button"
import { filtersIn, NO_FILTERS } from "../../parts/invoices/filters"
import { InvoiceDrawer } from "../../parts/invoices/invoice-drawer"
import { InvoicesTab } from "../../parts/invoices/invoices-tab"
import { QrIcon } from "../../parts/shared/qr-icon"
import { useUrl } from "../../parts/shared/use-url"
import { useWords } from "../../words/use-words"

const TABS = ["attention", "invoices", "diagnostics"] as const

const QPayPage = () => {
  const { t } = useWords()
  const [url, change] = useUrl()
  const { data: open } = useResource<AttentionList>(OPEN_LINES_PATH)
  const tab = TABS.find((each) => each === url("tab")) ?? "attention"
  const invoice = url("invoice")
  const show = (id: string) => change({ invoice: id })

  return (
    <Container className="p-0">
      <Tabs
        value={tab}
        // What one tab is narrowed to says nothing about another.
        onValueChange={(picked) => change({ ...NO_FILTERS, resolved: "", tab: picked })}
        className="divide-y"
      >
        <div className="flex flex-col gap-y-4 px-6 py-4">
          <div className="flex min-h-7 items-center justify-between gap-x-4">
            <Heading>{t("title")}</Heading>
            {tab === "invoices" && <ExportButton filters={filtersIn(url)} />}
          </div>
          <Tabs.List className="-mx-1 flex-wrap" aria-label={t("title")}>
            {TABS.map((each) => (
              <Tabs.Trigger key={each} value={each} className="gap-x-2">
                {t(`tabs.${each}`)}
                {each === "attention" && open && open.open_count > 0 && (
                  <Badge size="2xsmall" rounded="full" color="orange">
                    {open.open_count}
                  </Badge>
                )}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        <Tabs.Content value="attention">
          <AttentionTab onOpen={show} />
        </Tabs.Content>
        <Tabs.Content value="invoices">
          <InvoicesTab onOpen={show} />
        </Tabs.Content>
        <Tabs.Content value="diagnostics">
          <DiagnosticsTab />
        </Tabs.Content>
      </Tabs>
      {invoice && <InvoiceDrawer key={invoice} invoiceId={invoice} onClose={() => change({ invoice: "" })} />}
    </Container>
  )
}

export const config = defineRouteConfig({ label: "QPay", icon: QrIcon })

export default QPayPage
