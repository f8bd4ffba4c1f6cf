import { z } from "zod"
import { optionalAmount, optionalText, text } from "./common"

/** The body of POST /v2/ebarimt_v3/create. The invoice must have been made with an e-barimt invoice code. */
export const createEbarimtRequest = z
  .strictObject({
    payment_id: text(100),
    ebarimt_receiver_type: z.enum(["CITIZEN", "COMPANY"]),
    /** Phone of a citizen; register or TIN of a company. */
    ebarimt_receiver: text(100).optional(),
    district_code: text(4).optional(),
    classification_code: text(45).optional(),
  })
  .refine((receipt) => receipt.ebarimt_receiver_type === "CITIZEN" || receipt.ebarimt_receiver !== undefined, {
    path: ["ebarimt_receiver"],
    message: "must be the company's register or TIN",
  })

/** A VAT receipt. QPay's older endpoint answers `{}`, so nothing here is certain to be present. */
export const ebarimt = z.object({
  id: optionalText,
  ebarimt_by: optionalText,
  ebarimt_receiver_type: optionalText,
  ebarimt_receiver: optionalText,
  ebarimt_district_code: optionalText,
  ebarimt_bill_type: optionalText,
  g_payment_id: optionalText,
  paid_by: optionalText,
  object_type: optionalText,
  object_id: optionalText,
  amount: optionalAmount,
  vat_amount: optionalAmount,
  city_tax_amount: optionalAmount,
  ebarimt_qr_data: optionalText,
  /** Two Cyrillic letters and eight digits. */
  ebarimt_lottery: optionalText,
  note: optionalText,
  /** REGISTERED, later CANCELED. */
  barimt_status: optionalText,
  barimt_status_date: optionalText,
  tax_type: optionalText,
  merchant_tin: optionalText,
  ebarimt_receipt_id: optionalText,
})

export type CreateEbarimtInput = z.input<typeof createEbarimtRequest>
export type Ebarimt = z.infer<typeof ebarimt>
