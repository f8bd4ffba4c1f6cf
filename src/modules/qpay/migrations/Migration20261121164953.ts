import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261121164953 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "qpay_pulse" drop constraint if exists "qpay_pulse_name_unique";`);
    this.addSql(`create table if not exists "qpay_pulse" ("id" text not null, "name" text not null, "last_run_at" timestamptz not null, "report" jsonb null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "qpay_pulse_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_pulse_deleted_at" ON "qpay_pulse" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_qpay_pulse_name_unique" ON "qpay_pulse" ("name") WHERE deleted_at IS NULL;`);

    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_last_callback_at" ON "qpay_invoice" ("last_callback_at") WHERE knocks > knocks_served AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "qpay_pulse" cascade;`);

    this.addSql(`drop index if exists "IDX_qpay_invoice_last_callback_at";`);
  }

}
