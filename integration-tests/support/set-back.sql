-- Prepares a database so that each test can be undone in place, in milliseconds. Replacing the whole database takes half a
-- second of processor time and ends every connection with all that PostgreSQL has cached for it.
-- Triggers note which tables a test touched; only those are filled again from copies.

CREATE SCHEMA test_base;

-- Without a key: two transactions that note the same table must not wait for each other.
CREATE UNLOGGED TABLE test_base.touched (relation oid NOT NULL);
CREATE TABLE test_base.sequences AS SELECT schemaname, sequencename, last_value FROM pg_sequences WHERE schemaname = 'public';

CREATE FUNCTION test_base.note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO test_base.touched VALUES (TG_RELID);
  RETURN NULL;
END $$;

-- A test that changes tables, indexes or triggers is noted with 0: that cannot be undone row by row.
CREATE FUNCTION test_base.note_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO test_base.touched VALUES (0);
END $$;

DO $$
DECLARE
  name text;
  is_filled boolean;
BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LOOP
    EXECUTE format(
      'CREATE TRIGGER test_note AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION test_base.note()',
      name);
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO is_filled;
    IF is_filled THEN EXECUTE format('CREATE TABLE test_base.%I AS TABLE public.%I', 't_' || name, name); END IF;
  END LOOP;
END $$;

-- In one statement: a note that somebody commits later stays for the next time.
CREATE FUNCTION test_base.take_notes() RETURNS oid[] LANGUAGE sql AS $$
  WITH taken AS (DELETE FROM test_base.touched RETURNING relation) SELECT coalesce(array_agg(DISTINCT relation), '{}') FROM taken
$$;

-- What the tables hold now is what they go back to from now on.
CREATE FUNCTION test_base.keep() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  taken oid[] := test_base.take_notes();
  name text;
BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE oid = ANY (taken) LOOP
    EXECUTE format('DROP TABLE IF EXISTS test_base.%I', 't_' || name);
    EXECUTE format('CREATE TABLE test_base.%I AS TABLE public.%I', 't_' || name, name);
  END LOOP;
  DELETE FROM test_base.sequences;
  INSERT INTO test_base.sequences SELECT schemaname, sequencename, last_value FROM pg_sequences WHERE schemaname = 'public';
  DELETE FROM test_base.touched WHERE relation = 0; -- the copies above are tables, too
END $$;

-- As a replica: no trigger and no foreign key looks at what is put back. Answers false when that is not enough.
CREATE FUNCTION test_base.set_back() RETURNS boolean LANGUAGE plpgsql SET session_replication_role = replica AS $$
DECLARE
  taken oid[] := test_base.take_notes();
  name text;
  number record;
BEGIN
  IF 0 = ANY (taken) THEN RETURN false; END IF;
  FOR name IN SELECT relname FROM pg_class WHERE oid = ANY (taken) LOOP
    EXECUTE format('DELETE FROM public.%I', name);
    IF to_regclass(format('test_base.%I', 't_' || name)) IS NOT NULL THEN
      EXECUTE format('INSERT INTO public.%I SELECT * FROM test_base.%I', name, 't_' || name);
    END IF;
  END LOOP;
  FOR number IN SELECT base.* FROM test_base.sequences base JOIN pg_sequences now USING (schemaname, sequencename)
    WHERE base.last_value IS DISTINCT FROM now.last_value LOOP
    PERFORM setval(format('%I.%I', number.schemaname, number.sequencename), coalesce(number.last_value, 1), number.last_value IS NOT NULL);
  END LOOP;
  RETURN true;
END $$;

CREATE EVENT TRIGGER test_note_ddl ON ddl_command_end EXECUTE FUNCTION test_base.note_ddl();
