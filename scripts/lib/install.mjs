// Brings node_modules to what package-lock.json says. Uses nothing but Node itself: it runs before anything is there.
import fs from "node:fs"
import path from "node:path"
import { root } from "./paths.mjs"
import { npm, run } from "./run.mjs"
import { hashOf } from "./stamp.mjs"
import { step } from "./steps.mjs"

const NEEDED = [20, 19]

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number)
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return
  throw new Error(`Node ${NEEDED.join(".")} or newer is needed; this is ${process.versions.node} (https://nodejs.org)`)
}

const modules = path.join(root, "node_modules")
const stampFile = path.join(modules, ".qpay-installed")

const wantedStamp = () => `${hashOf("package-lock.json")} node ${process.versions.node.split(".")[0]}`

/** An `npm ci` or `npm install` by hand is as good as ours, when every package is there in the locked version. */
function installedByHand() {
  const hidden = path.join(modules, ".package-lock.json")
  if (!fs.existsSync(hidden)) return false
  const packagesOf = (file) => JSON.parse(fs.readFileSync(file, "utf8")).packages
  const installed = packagesOf(hidden)
  return Object.entries(packagesOf(path.join(root, "package-lock.json"))).every(
    ([place, locked]) => !place || locked.optional || locked.extraneous || installed[place]?.version === locked.version
  )
}

export async function install() {
  checkNode()
  await step("Packages", async (note) => {
    const wanted = wantedStamp()
    if (fs.existsSync(stampFile)) {
      if (fs.readFileSync(stampFile, "utf8") === wanted) return note("up to date")
    } else if (installedByHand()) {
      fs.writeFileSync(stampFile, wanted)
      return note("already installed")
    }
    note("npm ci")
    await run(...npm("ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"))
    fs.writeFileSync(stampFile, wanted)
  })
}
