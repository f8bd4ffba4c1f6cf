import { h } from "../dom.js"
import { text } from "../texts/index.js"
import { awayLink } from "./away-link.js"

/** What this shop is, and the doors to the other side of it. */
export function drawDemoBar(bar, { real, simulatorUrl, adminUrl }) {
  bar.classList.toggle("real", real)
  bar.replaceChildren(
    h("p", null, text(real ? "realBar" : "demoBar")),
    h(
      "p",
      { class: "doors" },
      simulatorUrl && awayLink({ href: simulatorUrl }, text("simulator")),
      adminUrl && awayLink({ href: adminUrl }, text("admin"))
    )
  )
}
