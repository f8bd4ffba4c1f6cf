import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261121133337 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "qpay_invoice" drop constraint if exists "qpay_invoice_invoice_id_unique";`);
    this.addSql(`alter table if exists "qpay_invoice" drop constraint if exists "qpay_invoice_sender_invoice_no_unique";`);
    this.addSql(`alter table if exists "qpay_attention" drop constraint if exists "qpay_attention_qpay_invoice_id_reason_unique";`);
    this.addSql(`alter table if exists "qpay_account" drop constraint if exists "qpay_account_account_unique";`);
    this.addSql(`create table if not exists "qpay_account" ("id" text not null, "account" text not null, "next_sweep_at" timestamptz not null, "swept_until" timestamptz null, "far_swept_at" timestamptz null, "list_zone" text null, "failures" integer not null default 0, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "qpay_account_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_account_deleted_at" ON "qpay_account" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_qpay_account_account_unique" ON "qpay_account" ("account") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "qpay_announcement" ("id" text not null, "name" text not null, "data" jsonb not null, "claimed_until" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "qpay_announcement_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_announcement_deleted_at" ON "qpay_announcement" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_announcement_created_at" ON "qpay_announcement" ("created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "qpay_attention" ("id" text not null, "qpay_invoice_id" text not null, "reason" text not null, "amount" numeric not null, "detail" text null, "resolution" text null, "resolved_at" timestamptz null, "resolved_by" text null, "note" text null, "booked_at" timestamptz null, "raw_amount" jsonb not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "qpay_attention_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_attention_deleted_at" ON "qpay_attention" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_qpay_attention_qpay_invoice_id_reason_unique" ON "qpay_attention" ("qpay_invoice_id", "reason") WHERE booked_at IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_attention_created_at" ON "qpay_attention" ("created_at") WHERE resolved_at IS NULL AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "qpay_invoice" ("id" text not null, "payment_session_id" text not null, "issued_session_id" text not null, "payment_collection_id" text null, "cart_id" text null, "order_id" text null, "provider_id" text null, "account" text not null, "sender_invoice_no" text not null, "invoice_id" text null, "pay_token" text not null, "callback_token_hash" text not null, "amount" numeric not null, "session_amount" numeric not null, "currency_code" text not null, "state" text not null default 'creating', "reason" text null, "paid_amount" numeric not null default 0, "payments" jsonb null, "public_data" jsonb null, "expires_at" timestamptz null, "last_checked_at" timestamptz null, "last_asked_at" timestamptz null, "next_check_at" timestamptz null, "tries" integer not null default 0, "checks" integer not null default 0, "last_callback_at" timestamptz null, "callbacks" integer not null default 0, "knocks" integer not null default 0, "knocks_served" integer not null default 0, "lease_owner" text null, "lease_until" timestamptz null, "raw_amount" jsonb not null, "raw_session_amount" jsonb not null, "raw_paid_amount" jsonb not null default '{"value":"0","precision":20}', "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "qpay_invoice_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_deleted_at" ON "qpay_invoice" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_qpay_invoice_sender_invoice_no_unique" ON "qpay_invoice" ("sender_invoice_no") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_qpay_invoice_invoice_id_unique" ON "qpay_invoice" ("invoice_id") WHERE invoice_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_payment_session_id" ON "qpay_invoice" ("payment_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_issued_session_id" ON "qpay_invoice" ("issued_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_payment_collection_id" ON "qpay_invoice" ("payment_collection_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_pay_token" ON "qpay_invoice" ("pay_token") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_cart_id" ON "qpay_invoice" ("cart_id") WHERE cart_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_order_id" ON "qpay_invoice" ("order_id") WHERE order_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_account_next_check_at" ON "qpay_invoice" ("account", "next_check_at") WHERE next_check_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_account_created_at" ON "qpay_invoice" ("account", "created_at") WHERE (state IN ('creating', 'open') OR (state = 'attention' AND reason = 'underpaid')) AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "qpay_invoice_event" ("id" text not null, "qpay_invoice_id" text not null, "type" text not null, "actor" text not null, "data" jsonb null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "qpay_invoice_event_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_event_deleted_at" ON "qpay_invoice_event" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_qpay_invoice_event_qpay_invoice_id" ON "qpay_invoice_event" ("qpay_invoice_id") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "qpay_account" cascade;`);

    this.addSql(`drop table if exists "qpay_announcement" cascade;`);

    this.addSql(`drop table if exists "qpay_attention" cascade;`);

    this.addSql(`drop table if exists "qpay_invoice" cascade;`);

    this.addSql(`drop table if exists "qpay_invoice_event" cascade;`);
  }

}
