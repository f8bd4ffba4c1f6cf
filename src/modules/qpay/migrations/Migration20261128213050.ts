import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261128213050 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_attention_qpay_invoice_id" ON "qpay_attention" ("qpay_invoice_id") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "IDX_qpay_attention_qpay_invoice_id";`);
  }

}
