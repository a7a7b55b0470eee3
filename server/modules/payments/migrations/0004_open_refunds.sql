-- Refunds that wait for the provider or for staff are counted every few seconds; nearly all others succeeded.
CREATE INDEX refunds_unfinished ON payments.refunds (state) WHERE state <> 'SUCCEEDED';
