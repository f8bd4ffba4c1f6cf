import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { assetOf } from "../asset"

/** The page's script, for the hosted page and for shops of any origin. Its address carries a hash of its content, so it is fetched once per release. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const asset = await assetOf(req.params.file ?? "")
  if (!asset) {
    res.status(404).type("text/plain").send("Not found")
    return
  }
  const fresh = req.query.v === asset.hash
  res
    .set({
      "Cache-Control": fresh ? "public, max-age=31536000, immutable" : "no-cache",
      "X-Content-Type-Options": "nosniff",
      // A module is loaded from another origin only if it says so itself.
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    })
    .type("text/javascript")
    .send(asset.content)
}
