-- Reads and writes go on meanwhile.
ALTER TABLE payments.refunds VALIDATE CONSTRAINT refunds_state_check;
