-- Reservations that were released are deleted after a time: every order that is not paid leaves some.
CREATE INDEX reservations_released ON inventory.reservations (expires_at) WHERE state = 'RELEASED';
