-- Staff search claims by the words of their order. A claim has a copy of them, so that a search of one in a
-- million walks through claims alone. Triggers keep the copy, also for a program of the version before; its
-- columns have other names than those of orders and lines, which that program's joins do not qualify.
ALTER TABLE orders.claims
  ADD COLUMN order_number  text,
  ADD COLUMN order_contact jsonb;
ALTER TABLE orders.claim_lines ADD COLUMN order_sku text;  -- of the order's line, in capitals

UPDATE orders.claims SET order_number = orders.number, order_contact = orders.contact
  FROM orders.orders WHERE orders.id = claims.order_id;
UPDATE orders.claim_lines SET order_sku = upper(lines.sku)
  FROM orders.lines WHERE lines.id = claim_lines.line_id;

CREATE FUNCTION orders.claim_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT orders.number, orders.contact INTO NEW.order_number, NEW.order_contact
    FROM orders.orders WHERE orders.id = NEW.order_id;
  RETURN NEW;
END $$;
CREATE TRIGGER claims_words BEFORE INSERT ON orders.claims
  FOR EACH ROW EXECUTE FUNCTION orders.claim_words();

CREATE FUNCTION orders.claim_sku() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT upper(lines.sku) INTO NEW.order_sku FROM orders.lines WHERE lines.id = NEW.line_id;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_lines_sku BEFORE INSERT ON orders.claim_lines
  FOR EACH ROW EXECUTE FUNCTION orders.claim_sku();

-- A buyer that left is named in no claim any more.
CREATE FUNCTION orders.claim_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders.claims SET order_contact = NEW.contact WHERE order_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER orders_claim_contact AFTER UPDATE OF contact ON orders.orders
  FOR EACH ROW WHEN (OLD.contact IS DISTINCT FROM NEW.contact) EXECUTE FUNCTION orders.claim_contact();

-- As for orders: `orders_words`, `orders_by_email`, `orders_by_name`, `lines_of_sku`.
CREATE INDEX claims_by_number ON orders.claims (order_number, id);
CREATE INDEX claims_words ON orders.claims USING gin ((lower(order_number || ' '
  || (order_contact ->> 'name') || ' '
  || (order_contact ->> 'email') || ' ' || (order_contact ->> 'phone'))) gin_trgm_ops);
CREATE INDEX claims_by_email ON orders.claims (lower(order_contact ->> 'email'), id);
CREATE INDEX claims_by_name ON orders.claims (left(lower(order_contact ->> 'name'), 2), id);
CREATE INDEX claim_lines_of_sku ON orders.claim_lines (order_sku, claim_id);
