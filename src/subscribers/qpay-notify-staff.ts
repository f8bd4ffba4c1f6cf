import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { ATTENTION_EVENT, REFUND_OWED_EVENT } from "../modules/qpay/ledger"
import { type AnnouncedLine, noticeOf } from "../settlement/staff/notice"

/** A shop may have no provider for the admin's feed, or no notifications at all: the line is on the list all the same. */
export default async function notifyStaff({ event, container }: SubscriberArgs<AnnouncedLine>): Promise<void> {
  const notifications = container.resolve(Modules.NOTIFICATION, { allowUnregistered: true })
  await notifications?.createNotifications(noticeOf(event.data)).catch((error: Error) => {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.warn(`[qpay] staff could not be notified of ${event.data.attention_id}: ${error.message}`)
  })
}

export const config: SubscriberConfig = {
  event: [ATTENTION_EVENT, REFUND_OWED_EVENT],
  context: { subscriberId: "qpay-notify-staff" },
}
