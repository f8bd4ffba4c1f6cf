import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261121182505 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "qpay_pulse" drop constraint if exists "qpay_pulse_name_unique";`);
    this.addSql(`create table if not exists "qpay_pulse" ("id" text not null, "name" text not null, "last_run_at" timestamptz not null, "report" jsonb null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "qpay_pulse_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_pulse_deleted_at" ON "qpay_pulse" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_qpay_pulse_name_unique" ON "qpay_pulse" ("name") WHERE deleted_at IS NULL;`);

    this.addSql(`alter table if exists "qpay_attention" add column if not exists "transfer_reference" text null, add column if not exists "rest" numeric not null default 0, add column if not exists "raw_rest" jsonb not null default '{"value":"0","precision":20}';`);

    this.addSql(`alter table if exists "qpay_invoice" add column if not exists "reference" text not null default '', add column if not exists "shortfall" numeric not null default 0, add column if not exists "refunded_amount" numeric not null default 0, add column if not exists "fee_amount" numeric not null default 0, add column if not exists "raw_shortfall" jsonb not null default '{"value":"0","precision":20}', add column if not exists "raw_refunded_amount" jsonb not null default '{"value":"0","precision":20}', add column if not exists "raw_fee_amount" jsonb not null default '{"value":"0","precision":20}';`);
    // What invoices of before would have been given. The default stays for servers of before, which go on while they are replaced.
    this.addSql(`update "qpay_invoice" set "reference" = right("issued_session_id", 8) where "reference" = '';`);
    this.addSql(`with sums as (
        select i.id,
          coalesce(sum((p->>'amount')::numeric) filter (where p->>'status' = 'REFUNDED' and p->>'amount' ~ '^[0-9]+([.][0-9]+)?$'), 0) as refunded,
          coalesce(sum((p->>'fee')::numeric) filter (where p->>'status' = 'PAID' and p->>'fee' ~ '^[0-9]+([.][0-9]+)?$'), 0) as fee
        from "qpay_invoice" i, jsonb_array_elements(i.payments) p group by i.id)
      update "qpay_invoice" i set
        refunded_amount = sums.refunded, raw_refunded_amount = jsonb_build_object('value', sums.refunded::text, 'precision', 20),
        fee_amount = sums.fee, raw_fee_amount = jsonb_build_object('value', sums.fee::text, 'precision', 20)
      from sums where sums.id = i.id;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_reference" ON "qpay_invoice" ("reference") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_state_id" ON "qpay_invoice" ("state", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_payments" ON "qpay_invoice" USING GIN ("payments") WHERE payments IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_last_callback_at" ON "qpay_invoice" ("last_callback_at") WHERE knocks > knocks_served AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "qpay_pulse" cascade;`);

    this.addSql(`alter table if exists "qpay_attention" drop column if exists "transfer_reference", drop column if exists "rest", drop column if exists "raw_rest";`);

    this.addSql(`drop index if exists "IDX_qpay_invoice_reference";`);
    this.addSql(`drop index if exists "IDX_qpay_invoice_state_id";`);
    this.addSql(`drop index if exists "IDX_qpay_invoice_payments";`);
    this.addSql(`drop index if exists "IDX_qpay_invoice_last_callback_at";`);
    this.addSql(`alter table if exists "qpay_invoice" drop column if exists "reference", drop column if exists "shortfall", drop column if exists "refunded_amount", drop column if exists "fee_amount", drop column if exists "raw_shortfall", drop column if exists "raw_refunded_amount", drop column if exists "raw_fee_amount";`);
  }

}
