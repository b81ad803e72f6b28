-- A small catalogue to begin with: a cheap one, a dear one, one sold by person, one off the shelf.
INSERT INTO homestay_business (id, title, user_id, info, boss_info, row_state, star, tags, cover) VALUES
  (1, 'Bell Tower Houses', 9001, 'Four houses around an old tower', 'Ringing since 1987', 1, 4.8, 'old town,quiet', '/img/tower.jpg');

INSERT INTO homestay
  (id, title, sub_title, banner, info, people_num, homestay_business_id, user_id, row_state, row_type, food_info, food_price, homestay_price, market_homestay_price)
VALUES
  (1, 'Swallow Room', 'Under the roof, with a view of the square', '/img/swallow-1.jpg,/img/swallow-2.jpg',
   'A small room for two. The bells ring at eight.', 2, 1, 9001, 1, 0, 'Bread, eggs and tea', 3000, 20000, 26000),
  (2, 'Garden House', 'A whole house with a garden', '/img/garden-1.jpg,/img/garden-2.jpg,/img/garden-3.jpg',
   'Three bedrooms, a kitchen and a plum tree.', 6, 1, 9001, 1, 0, 'Breakfast from the garden', 4550, 128000, 150000),
  (3, 'Ringers'' Dormitory', 'A bed among friends', '/img/dormitory-1.jpg',
   'Eight beds, sold by person.', 8, 1, 9001, 1, 1, 'Porridge', 1205, 6899, 8000),
  (4, 'Clock Room', 'Closed while the clock is mended', '/img/clock-1.jpg',
   'Behind the dial.', 2, 1, 9001, 0, 0, 'None', 0, 39900, 45000);
