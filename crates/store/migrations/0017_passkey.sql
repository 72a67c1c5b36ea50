-- Whether the second factor a session last proved was a passkey, which no false page can ask for: of sessions open before this
-- nobody knows, so they are asked again.
ALTER TABLE session ADD COLUMN passkey INTEGER NOT NULL DEFAULT 0;
