-- Reads and writes go on meanwhile.
ALTER TABLE orders.refunds VALIDATE CONSTRAINT refunds_earned_again_positive;
ALTER TABLE orders.refunds VALIDATE CONSTRAINT refunds_state_check;
ALTER TABLE orders.refunds VALIDATE CONSTRAINT refunds_withdrawn_when;
ALTER TABLE orders.lines VALIDATE CONSTRAINT lines_returned_due_within;
