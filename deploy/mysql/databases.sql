-- The databases that the services own; each service creates its tables at its first start.
CREATE DATABASE IF NOT EXISTS looklook_usercenter CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS looklook_travel CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS looklook_order CHARACTER SET utf8mb4;
CREATE DATABASE IF NOT EXISTS looklook_payment CHARACTER SET utf8mb4;
