import express, { type Express } from "express"
import { controlRoutes } from "./control"
import { pageRoutes } from "./pages"
import { qpayRoutes } from "./qpay"
import type { World } from "./world"

/** QPay answers through Express; so do we, which makes ETags, X-Powered-By and unknown routes the same. */
export function createApp(world: World): Express {
  const app = express()
  // As in production: an error page of Express then shows no stack.
  app.set("env", "production")
  app.use("/v2", qpayRoutes(world))
  app.use("/_sim", controlRoutes(world))
  app.use(pageRoutes(world))
  return app
}
