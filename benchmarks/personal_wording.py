"""The words that made-up personal data and comments with numbers are put together from. All of it is invented."""

from __future__ import annotations

FIRST_NAMES = (
    "Dave", "Linda", "Karl", "Isobel", "Mohammed", "Agnieszka", "Wilma", "Jordan", "Priya", "Colin", "Tracey", "Hamish",
    "Bev", "Gordon", "Shona", "Kev", "Olu", "Marie", "Stuart", "Ewa", "Terry", "Moira", "Ashley", "Derek", "Fatima",
)  # fmt: skip
LAST_NAMES = (
    "Pritchard", "Marsh", "Dodd", "Rennie", "Farrow", "O'Hare", "Vowles", "Tranter", "Kowalska", "Hallett", "Coutts",
    "Easterbrook", "McSkerry", "Penrose", "Adeyemi", "Sercombe", "Muirden", "Bright-Hale", "Singhal", "Tough",
)  # fmt: skip
HOSTS = (
    "example.org", "example.com", "mail.example.org", "gmail.com", "hotmail.co.uk", "outlook.com", "yahoo.co.uk",
    "btinternet.com", "icloud.com", "sky.com", "live.co.uk", "talktalk.net", "virginmedia.com", "my-shop.example.co.uk",
)  # fmt: skip
TOWN_AREAS = (
    "AB", "EX", "PL", "TQ", "TR", "G", "M", "L", "B", "S", "E", "N", "W", "EC", "WC", "SW", "SE", "NW", "BS", "CF",
    "EH", "KY", "DD", "IV", "BT", "NE", "LS", "SO", "ME", "ST", "DA", "CO", "LA", "HA", "HR", "AL", "LE", "DE", "ZE",
)  # fmt: skip
STREET_NAMES = (
    "Tansy", "Corncrake", "Samphire", "Old Mill", "St Petroc's", "Gorse", "Upper Skerry", "Victoria", "Cowrie",
    "Kingfisher", "Station", "Church", "High", "Queen's", "Long Meadow", "Bishop's Tawne", "Harbour View", "Nine Elms",
)  # fmt: skip
STREETS = (
    "Road", "Rd", "Street", "St", "Avenue", "Ave", "Close", "Crescent", "Lane", "Drive", "Terrace", "Gardens", "Court",
    "Grove", "Way", "Place", "Wynd", "Brae", "Walk", "Hill", "Rise", "Square", "Mews",
)  # fmt: skip
SHORT_AREAS = (
    "01204",
    "01297",
    "01364",
    "01404",
    "01524",
    "01566",
    "01726",
    "01837",
    "01884",
    "01963",
)  # of ten digits
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NEIGHBOURS = (
    "my neighbour «{name} at number {number}»", "our neighbour «{name} at no {number}»", "«{name} at number {number}»",
    "my neighbour «{name} in flat {number}»", "my next door neighbour «{name}, number {number}»",
    "the neighbour, «{name}, at number {number}»", "«{name} from number {number}»", "«{name} (number {number})»",
    "«{name} who lives at number {number}»", "my neighbor «{name} at no. {number}»", "«{name} of flat {number}»",
    "my upstairs neighbour «{name} in number {number}»",
)  # fmt: skip
SORT_CODES = (
    "sort code {a}-{b}-{c} account {n}", "{a}-{b}-{c} {n}", "sort code {a} {b} {c} account number {n}",
    "Sort: {a}-{b}-{c} Acc: {n}", "s/c {a}{b}{c} a/c {n}", "account {n} sort code {a}-{b}-{c}",
    "acc no {n}, sc {a}-{b}-{c}",
    "sort code: {a}{b}{c}, account: {n}", "{a}-{b}-{c}, {n}", "sort code {a}-{b}-{c} and account number {n}",
    "account number {n}\nsort code {a}-{b}-{c}",
)  # fmt: skip
BANKS = (
    "sort code {a}.{b}.{c} account {n}", "sortcode {a}/{b}/{c} acc {n}", "s c {a} {b} {c} a c {n}",
    "sort {a} - {b} - {c} account {f} {g}", "sort code {a}-{b}-{c} account {s}", "{a}-{b}-{c} / {n}",
    "sort code is {a}-{b}-{c} and the account is {f}-{g}", "acct {n} s/code {a} {b} {c}",
)  # fmt: skip
INTERNATIONAL_ACCOUNTS = (
    ("GB", "aaaannnnnnnnnnnnnn"), ("DE", "n" * 18), ("FR", "n" * 23), ("IE", "aaaannnnnnnnnnnnnn"), ("ES", "n" * 20),
    ("PL", "n" * 24), ("NL", "aaaannnnnnnnnn"), ("PT", "n" * 21), ("RO", "aaaa" + "n" * 16), ("NO", "n" * 11),
    ("GB", "aaaannnnnnnnnnnnnn"), ("LT", "n" * 16),
)  # fmt: skip

WEEKDAYS = ("Monday", "Tuesday", "Wed", "Thursday", "Fri", "Saturday", "Sunday")
BUSES = ("X7", "N7 bus", "number 12", "35A", "M5", "no 19", "T1 tram", "E4", "S12", "B3 bus")
ROADS = ("A30", "M5", "A96", "B9077", "A38", "M25", "A361", "M90")
MODELS = (
    "Galaxy S8 8GB", "Worcester 24i", "Vaillant 831", "WD14U521GB", "iPhone 12 128GB", "Hotpoint NSWM743U", "Ideal C30",
    "Baxi 600 1st gen", "PS5 2TB", "BT Hub 2", "Bosch E4 2nd hand",
)  # fmt: skip
CODES = ("F28", "E119", "EA 227", "L2", "F1 2", "E9 4", "0xE3")
TEAMS = ("Dons", "Argyle", "Grecians", "Saints", "Buckie", "Rovers")
OFFICES = (
    "the council on 0300 123 {0}", "Samaritans 116 123", "the gas emergency line 0800 111 999", "105",
    "the helpline 0808 2000 247", "Citizens Advice on 0800 144 {0}", "NHS 111", "British Gas 0333 202 {0}",
    "the water company (0345 600 {0})", "the freephone number 0800 300 {0}", "Crimestoppers 0800 555 111", "101",
)  # fmt: skip
