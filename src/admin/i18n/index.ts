import { en } from "./en"
import { mn } from "./mn"

/** Merged into the dashboard's own; `useTranslation("qpay")` reads them. */
export default { en: { qpay: en }, mn: { qpay: mn } }
