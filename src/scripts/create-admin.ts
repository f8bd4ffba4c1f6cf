import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** An admin user who can log in with e-mail and password. Does nothing when the e-mail is already there. */
export async function createAdmin(container: MedusaContainer, email: string, password: string) {
  const users = container.resolve(Modules.USER)
  const auth = container.resolve(Modules.AUTH)

  const [existing] = await users.listUsers({ email })
  if (existing) return existing

  const { authIdentity, error } = await auth.register("emailpass", { body: { email, password } })
  if (!authIdentity) throw new Error(`could not register ${email}: ${error}`)
  const user = await users.createUsers({ email })
  await auth.updateAuthIdentities({ id: authIdentity.id, app_metadata: { user_id: user.id } })
  return user
}
