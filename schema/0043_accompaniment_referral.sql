-- Who goes along to the door of a referral, found from its page.
CREATE INDEX accompaniment_referral ON accompaniment (territory, referral, starts);
