const texts = {
  mn: {
    shop: "QPay демо дэлгүүр",
    shelf: "Монголд үйлдвэрлэв",
    lead: "Туршилтын дэлгүүр: нэгийг сонгоод QPay-ээр төлж үзээрэй. Жинхэнэ мөнгө хөдлөхгүй.",
    buy: "QPay-ээр авах",
    preparing: "Нэхэмжлэх үүсгэж байна…",
    back: "Дэлгүүр рүү буцах",
    amount: "Төлөх дүн (хүргэлттэй)",
    paidAmount: "Төлсөн дүн (хүргэлттэй)",
    short: "Дутуу төлсөн байна",
    shortNote: "Таны төлсөн мөнгө хадгалагдсан. Дэлгүүртэй холбогдоно уу. Лавлах дугаар:",
    scan: "QR кодыг банкны аппаараа уншуулна уу",
    openBank: "Банкны аппаар төлөх",
    paid: "Төлсөн, шалгах",
    banks: "Банкаа сонгоно уу",
    newQr: "Шинэ QR код авах",
    pending: "Төлбөр хүлээгдэж байна",
    checking: "Төлбөрийг шалгаж байна…",
    notYet: "Төлбөр хараахан орж ирээгүй байна",
    paidStatus: "Төлбөр амжилттай хийгдлээ",
    order_placed: "Захиалга баталгаажлаа",
    orderNumber: "Захиалгын дугаар",
    expired: "Нэхэмжлэхийн хугацаа дууссан байна",
    canceled: "Нэхэмжлэх цуцлагдсан байна",
    refunded: "Төлбөрийг буцаасан",
    attention: "Таны төлбөрийг хүлээн авлаа. Дэлгүүр шалгаад захиалгыг тань баталгаажуулна. Лавлах дугаар:",
    offline: "Холболт тасарлаа. Дахин оролдож байна…",
    failed: "Алдаа гарлаа. Дахин оролдоно уу.",
  },
  en: {
    shop: "QPay demo shop",
    shelf: "Made in Mongolia",
    lead: "A shop to try things out: pick something and pay with QPay. No real money moves.",
    buy: "Buy with QPay",
    preparing: "Preparing the invoice…",
    back: "Back to the shop",
    amount: "Amount to pay, delivery included",
    paidAmount: "Paid, delivery included",
    short: "Not enough was paid",
    shortNote: "What you paid is safe. Please contact the shop. Reference:",
    scan: "Scan the QR code with your bank app",
    openBank: "Open the bank app",
    paid: "I have paid, check",
    banks: "Choose your bank",
    newQr: "Get a new QR code",
    pending: "Waiting for payment",
    checking: "Checking the payment…",
    notYet: "The payment has not arrived yet",
    paidStatus: "Payment received",
    order_placed: "Order placed",
    orderNumber: "Order number",
    expired: "The invoice has expired",
    canceled: "The invoice was cancelled",
    refunded: "The payment was refunded",
    attention: "We have your payment. The shop will check and confirm your order. Reference:",
    offline: "No connection, trying again…",
    failed: "Something went wrong. Please try again.",
  },
}

const KEY = "qpay-demo-language"

export let language = localStorage.getItem(KEY) === "en" ? "en" : "mn"

export const text = (key) => texts[language][key] ?? key

/** ₮12,000 */
export const tugrik = (amount) => `₮${Math.round(amount).toLocaleString("en-US")}`

export function speak(wanted) {
  language = wanted
  localStorage.setItem(KEY, wanted)
  document.documentElement.lang = wanted
  document.title = text("shop")
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text)
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === wanted))
  }
}
