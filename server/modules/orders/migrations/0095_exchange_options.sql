-- An exchange may be for another variant of the product. Both are copies of a variant as it was then:
-- {variantId, sku, name, options, translations}.
ALTER TABLE orders.claim_lines
  ADD COLUMN held   jsonb,   -- what comes back, when an exchange has sent it; null: what was bought
  ADD COLUMN wanted jsonb;   -- what an exchange sends; null: the same as comes back
ALTER TABLE orders.claims
  ADD COLUMN hold_id uuid;   -- the reservation of its goods; null: it has the id of the claim
