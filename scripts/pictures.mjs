// npm run pictures
// Takes docs/pictures/*.png anew from the running product: after a change of staff's pages. Needs Chromium.
import { colour } from "./lib/colour.mjs"
import { install } from "./lib/install.mjs"
import { findExtras } from "./test/extras.mjs"
import { jest } from "./test/jest.mjs"

await install()
const { env } = findExtras()
if (!env.QPAY_TEST_CHROMIUM) {
  console.error(colour.red("No Chromium was found: install one, or name it in QPAY_TEST_CHROMIUM."))
  process.exit(1)
}
const { passed } = await jest("integration", {
  args: ["--testMatch", "<rootDir>/integration-tests/browser/pictures.ts"],
  env,
})
console.log(passed ? "docs/pictures/ is new: look at every one of them" : colour.red("no pictures were taken"))
process.exitCode = passed ? 0 : 1
