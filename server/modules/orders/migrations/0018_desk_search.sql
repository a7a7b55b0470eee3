-- The search of staff by SKU walks through a variant's orders, the newest first.
CREATE INDEX lines_of_sku ON orders.lines (upper(sku), order_id);
DROP INDEX orders.lines_by_sku;
-- A whole e-mail address: most of its trigrams are in many orders.
CREATE INDEX orders_by_email ON orders.orders (lower(contact ->> 'email'), id);
-- One or two letters are the beginning of a name: a trigram index has nothing for them.
CREATE INDEX orders_by_name ON orders.orders (left(lower(contact ->> 'name'), 2), id);
