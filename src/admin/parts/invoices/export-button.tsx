import { ArrowDownTray } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import { useState } from "react"
import { download } from "../../api/client"
import { exportPath, type InvoiceFilters } from "../../api/paths"
import { dayBefore } from "../../words/time"
import { useWords } from "../../words/use-words"

/** Saves what is listed, all pages of it, as a file. */
export function ExportButton({ filters }: { filters: InvoiceFilters }) {
  const { t, said } = useWords()
  const [isBusy, setBusy] = useState(false)

  const save = async () => {
    setBusy(true)
    try {
      await download(exportPath(filters), `qpay-${dayBefore(0)}.csv`)
    } catch (error) {
      toast.error(t("invoices.export_failed"), { description: said(error as Error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" variant="secondary" isLoading={isBusy} onClick={() => void save()}>
      <ArrowDownTray />
      {isBusy ? t("invoices.exporting") : t("invoices.export")}
    </Button>
  )
}
