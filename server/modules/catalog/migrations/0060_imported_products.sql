-- The version of a product that an import made last: a higher one is an edit by others.
CREATE TABLE catalog.imported_products (
  import_id  uuid NOT NULL,
  product_id uuid NOT NULL,
  version    int  NOT NULL,
  PRIMARY KEY (import_id, product_id)
);
