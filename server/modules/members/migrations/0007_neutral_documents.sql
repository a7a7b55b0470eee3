-- The first documents named the demo shop. In a shop in which no member has agreed to one yet, it speaks of
-- "the shop" instead: its name and its seller stand at the foot of every page. A document that a member
-- agreed to keeps its words.
ALTER TABLE members.consent_documents DISABLE TRIGGER consent_documents_kept;

UPDATE members.consent_documents SET
  body_ko = replace(replace(body_ko,
    '장터 데모(이하 “쇼핑몰”)의 온라인', '쇼핑몰의 온라인'),
    '장터 데모는', '쇼핑몰은'),
  body_en = replace(replace(replace(body_en,
    'Jangteo Demo (“the shop”) and its members', 'the shop and its members'),
    'Jangteo Demo collects', 'The shop collects'),
    'Jangteo Demo has', 'The shop has')
WHERE version = 1 AND NOT EXISTS (SELECT FROM members.consents WHERE document_id = consent_documents.id);

ALTER TABLE members.consent_documents ENABLE TRIGGER consent_documents_kept;
