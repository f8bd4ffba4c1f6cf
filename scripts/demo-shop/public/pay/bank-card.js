import { config } from "../config.js"
import { h } from "../dom.js"
import { awayLink } from "../parts/away-link.js"
import { text } from "../texts/index.js"

/** How to pay in a demo, where no bank app can read the QR. With a real QPay it warns instead. */
export function bankCard() {
  const place = h("p", { class: "bank-link" })
  const kind = config.real ? "real" : "demo"
  const node = h(
    "section",
    { class: `card bank-card ${kind}`, "aria-labelledby": "bank-card" },
    h("h2", { id: "bank-card" }, text(`${kind}Pay`)),
    h("p", null, text(`${kind}PayText`)),
    !config.real && place
  )
  /** The link is there as long as there is something to pay. */
  function show(status) {
    const address = status?.status === "pending" ? status.payment?.short_url : null
    if (address) place.replaceChildren(awayLink({ class: "button", href: address }, text("openBank")))
    else if (status) place.replaceChildren()
  }
  return { node, show }
}
