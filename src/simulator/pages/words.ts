import type { InvoiceStatus } from "../state"

interface Word {
  mn: string
  en: string
  /** Colour of its tag. */
  tone: "" | "good" | "warn" | "bad"
}

const INVOICE: Record<InvoiceStatus, Word> = {
  OPEN: { mn: "Хүлээгдэж байна", en: "Waiting for payment", tone: "" },
  CLOSED: { mn: "Төлсөн", en: "Paid", tone: "good" },
  CANCELED: { mn: "Цуцлагдсан", en: "Cancelled", tone: "warn" },
  EXPIRED: { mn: "Хугацаа дууссан", en: "Expired", tone: "warn" },
}

const PAYMENT: Record<string, Word> = {
  PAID: { mn: "Төлсөн", en: "Paid", tone: "good" },
  PARTIAL: { mn: "Хэсэгчлэн төлсөн", en: "Part paid", tone: "warn" },
  REFUNDED: { mn: "Буцаасан", en: "Refunded", tone: "warn" },
  FAILED: { mn: "Амжилтгүй", en: "Failed", tone: "bad" },
  NEW: { mn: "Шинэ", en: "New", tone: "" },
}

export function invoiceWord(status: InvoiceStatus): Word {
  return INVOICE[status]
}

export function paymentWord(status: string): Word {
  return PAYMENT[status] ?? { mn: status, en: status, tone: "warn" }
}

/** 2026.11.20 14:05, Ulaanbaatar time (UTC+8 all year). */
export function localTime(date: Date): string {
  const [day = "", time = ""] = new Date(date.getTime() + 8 * 3600 * 1000).toISOString().split("T")
  return `${day.replace(/-/g, ".")} ${time.slice(0, 5)}`
}
