import { Router } from "express"
import { login, refresh } from "../tokens"
import type { World } from "../world"
import { open } from "./endpoint"

export function authRoutes(world: World): Router {
  const router = Router()
  router.post(
    "/auth/token",
    open(world, "token", ({ authorization }) => ({ body: login(world, authorization) }))
  )
  router.post(
    "/auth/refresh",
    open(world, "refresh", ({ authorization }) => ({ body: refresh(world, authorization) }))
  )
  return router
}
