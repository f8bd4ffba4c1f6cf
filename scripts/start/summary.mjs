import { colour } from "../lib/colour.mjs"
import { timetable } from "../lib/steps.mjs"

const row = (label, value, note = "") => `  ${label.padEnd(14)}${colour.bold(value)}${note && `  ${colour.dim(note)}`}`

export function summary(state, seconds) {
  const lines = [
    "",
    `QPay demo is ready (${seconds.toFixed(1)} s)`,
    ...timetable().map(colour.dim),
    "",
    row("Demo shop", state.shop_url, "buy something here"),
    state.simulator_url && row("Bank app", state.simulator_url, "pay it here"),
    !state.simulator_url && row("QPay", "the real one", "QPAY_USERNAME is set: payments move real money"),
    state.admin_url && row("Admin", state.admin_url, `${state.admin_email} / ${state.admin_password}`),
    row("Store API", state.medusa_url, "header x-publishable-api-key:"),
    row("", state.store.publishable_key),
    "",
    colour.dim("  Stop with Ctrl-C: the data stays. Start empty with: npm start -- --reset"),
    state.simulator_url ? colour.dim("  A whole purchase from the command line: npm run demo:checkout") : "",
    colour.dim("  Is all well with it: npm run doctor"),
    "",
  ]
  console.log(lines.filter((line) => line !== undefined && line !== false && line !== null).join("\n"))
}
