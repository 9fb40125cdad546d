-- Under which secret of the server the seal of a key was made: the server may have several. Empty for keys made before.

alter table api_key add column secret_id varchar(16);
