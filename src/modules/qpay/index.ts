import { Module } from "@medusajs/framework/utils"
import QPayModuleService from "./service"

export const QPAY_MODULE = "qpay"

export default Module(QPAY_MODULE, { service: QPayModuleService })
