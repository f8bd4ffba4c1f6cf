import type { MedusaRequest } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../../../../../modules/qpay"
import type { InvoiceRow } from "../../../../../modules/qpay/ledger"
import { isId } from "../../../../../settlement/callback"
import type QPayModuleService from "../../../../../modules/qpay/service"

/** @throws MedusaError NOT_FOUND, the same for every session that has no QPay invoice */
export async function findInvoice(req: MedusaRequest): Promise<InvoiceRow> {
  const { ledger } = req.scope.resolve<QPayModuleService>(QPAY_MODULE)
  const { id } = req.params
  const row = isId(id) ? await ledger.bySession(id) : null
  if (!row) {
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      "Төлбөрийн мэдээлэл олдсонгүй. / No QPay payment belongs to this session."
    )
  }
  return row
}
