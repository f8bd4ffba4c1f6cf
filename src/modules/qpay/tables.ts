import { QPayAccount } from "./models/qpay-account"
import { QPayAnnouncement } from "./models/qpay-announcement"
import { QPayAttention } from "./models/qpay-attention"
import { QPayInvoice } from "./models/qpay-invoice"
import { QPayInvoiceEvent } from "./models/qpay-invoice-event"
import { QPayPulse } from "./models/qpay-pulse"

/** Every table of the ledger. */
export const TABLES = { QPayInvoice, QPayInvoiceEvent, QPayAttention, QPayAccount, QPayAnnouncement, QPayPulse }
