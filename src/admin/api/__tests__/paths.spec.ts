import { attentionPath, exportPath, invoicePath, invoicesPath, OPEN_LINES_PATH, orderPath, totalsPath } from "../paths"

const none = { q: "", states: [], reason: "", from: "", to: "" }
const queryOf = (path: string) => Object.fromEntries(new URLSearchParams(path.split("?")[1]))

describe("addresses", () => {
  it("leave out what is not filtered", () => {
    expect(invoicesPath(none, null)).toBe("/admin/qpay/invoices?limit=20")
    expect(exportPath(none)).toBe("/admin/qpay/invoices/export")
    expect(totalsPath("", "")).toBe("/admin/qpay/totals")
  })

  it("name whole days of Ulaanbaatar, and several states at once", () => {
    const filters = { q: "K3M & 7", states: ["open", "paid"], reason: "late", from: "2026-11-20", to: "2026-11-21" }
    const query = {
      q: "K3M & 7",
      state: "open,paid",
      reason: "late",
      from: "2026-11-19T16:00:00.000Z",
      to: "2026-11-21T15:59:59.999Z",
    }
    expect(queryOf(invoicesPath(filters, "next"))).toEqual({ ...query, limit: "20", cursor: "next" })
    expect(queryOf(exportPath(filters))).toEqual(query)
  })

  it("ask for open lines by name", () => {
    expect(queryOf(attentionPath({ resolved: true, reason: "late" }, null))).toEqual({
      resolved: "true",
      reason: "late",
      limit: "20",
    })
    expect(OPEN_LINES_PATH).toBe("/admin/qpay/attention?resolved=false&limit=1")
  })

  it("keep an id in its place", () => {
    expect(invoicePath("a/../b")).toBe("/admin/qpay/invoices/a%2F..%2Fb")
    expect(orderPath("order_1")).toBe("/admin/qpay/orders/order_1")
  })
})
