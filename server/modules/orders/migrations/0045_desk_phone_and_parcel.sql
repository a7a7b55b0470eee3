-- A caller tells a phone number, and a carrier that of a parcel: most trigrams of both are in many orders.
CREATE INDEX orders_by_phone ON orders.orders ((contact ->> 'phone'), id);
CREATE INDEX shipments_by_tracking ON orders.shipments (upper(replace(tracking_number, '-', '')), order_id);
