-- Staff search claims by the words of their order. A claim has a copy of them, so that a search of one in a
-- million walks through claims alone. Triggers keep the copy, also for a program of the version before.
ALTER TABLE orders.claims
  ADD COLUMN number  text,   -- of the order
  ADD COLUMN contact jsonb;  -- of the order
ALTER TABLE orders.claim_lines ADD COLUMN sku text;  -- of the order's line, in capitals

UPDATE orders.claims SET number = orders.number, contact = orders.contact
  FROM orders.orders WHERE orders.id = claims.order_id;
UPDATE orders.claim_lines SET sku = upper(lines.sku) FROM orders.lines WHERE lines.id = claim_lines.line_id;

CREATE FUNCTION orders.claim_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT orders.number, orders.contact INTO NEW.number, NEW.contact
    FROM orders.orders WHERE orders.id = NEW.order_id;
  RETURN NEW;
END $$;
CREATE TRIGGER claims_words BEFORE INSERT ON orders.claims
  FOR EACH ROW EXECUTE FUNCTION orders.claim_words();

CREATE FUNCTION orders.claim_sku() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT upper(lines.sku) INTO NEW.sku FROM orders.lines WHERE lines.id = NEW.line_id;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_lines_sku BEFORE INSERT ON orders.claim_lines
  FOR EACH ROW EXECUTE FUNCTION orders.claim_sku();

-- A buyer that left is named in no claim any more.
CREATE FUNCTION orders.claim_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders.claims SET contact = NEW.contact WHERE order_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER orders_claim_contact AFTER UPDATE OF contact ON orders.orders
  FOR EACH ROW WHEN (OLD.contact IS DISTINCT FROM NEW.contact) EXECUTE FUNCTION orders.claim_contact();

-- As for orders: `orders_words`, `orders_by_email`, `orders_by_name`, `lines_of_sku`.
CREATE INDEX claims_by_number ON orders.claims (number, id);
CREATE INDEX claims_words ON orders.claims USING gin ((lower(number || ' ' || (contact ->> 'name') || ' '
  || (contact ->> 'email') || ' ' || (contact ->> 'phone'))) gin_trgm_ops);
CREATE INDEX claims_by_email ON orders.claims (lower(contact ->> 'email'), id);
CREATE INDEX claims_by_name ON orders.claims (left(lower(contact ->> 'name'), 2), id);
CREATE INDEX claim_lines_of_sku ON orders.claim_lines (sku, claim_id);
