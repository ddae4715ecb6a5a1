"""The assets of the synthetic exchange: real ones with their real names, at plausible prices of late 2026.

The order is by activity: the first asset is traded most. Prices are plausible for a day near the end of 2026, not real
data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_TABLE: Final = """
BTC|비트코인|Bitcoin|158000000
XRP|엑스알피(리플)|XRP|4120
ETH|이더리움|Ethereum|5640000
USDT|테더|Tether|1462
SOL|솔라나|Solana|268000
DOGE|도지코인|Dogecoin|436
XLM|스텔라루멘|Stellar Lumens|548
ADA|에이다|Cardano|1085
SUI|수이|Sui|5240
HBAR|헤데라|Hedera|338
PENGU|펏지펭귄|Pudgy Penguins|41.2
TRX|트론|TRON|472
LINK|체인링크|Chainlink|29850
ONDO|온도파이낸스|Ondo Finance|1340
SHIB|시바이누|Shiba Inu|0.0186
PEPE|페페|Pepe|0.0164
AVAX|아발란체|Avalanche|36420
BCH|비트코인캐시|Bitcoin Cash|812000
ETC|이더리움클래식|Ethereum Classic|28370
ENA|에테나|Ethena|612
TRUMP|오피셜트럼프|OFFICIAL TRUMP|11840
VIRTUAL|버추얼프로토콜|Virtuals Protocol|2214
NEAR|니어프로토콜|NEAR Protocol|4085
APT|앱토스|Aptos|6740
DOT|폴카닷|Polkadot|5960
UNI|유니스왑|Uniswap|13450
ALGO|알고랜드|Algorand|362
SEI|세이|Sei|418
AAVE|에이브|Aave|412500
WLD|월드코인|Worldcoin|1745
BONK|봉크|Bonk|0.0342
ARB|아비트럼|Arbitrum|624
STX|스택스|Stacks|1012
INJ|인젝티브|Injective|18760
ATOM|코스모스|Cosmos|6215
JUP|주피터|Jupiter|705
POL|폴리곤에코시스템토큰|Polygon Ecosystem Token|338
IMX|이뮤터블엑스|Immutable X|792
GRT|더그래프|The Graph|132
SAND|샌드박스|The Sandbox|402
MANA|디센트럴랜드|Decentraland|435
CRO|크로노스|Cronos|176
VET|비체인|VeChain|35.6
FIL|파일코인|Filecoin|3520
RENDER|렌더토큰|Render Token|5410
TIA|셀레스티아|Celestia|2480
PYTH|피스네트워크|Pyth Network|181
ENS|이더리움네임서비스|Ethereum Name Service|31260
MOVE|무브먼트|Movement|196
LAYER|솔레이어|Solayer|914
ZETA|제타체인|ZetaChain|302
BLUR|블러|Blur|118
MASK|마스크네트워크|Mask Network|2070
EGLD|멀티버스엑스|MultiversX|21350
THETA|쎄타토큰|Theta Token|1128
FLOW|플로우|Flow|528
AXS|엑시인피니티|Axie Infinity|3485
CHZ|칠리즈|Chiliz|56.3
NEO|네오|NEO|8910
GAS|가스|GAS|4390
QTUM|퀀텀|Qtum|3145
WAVES|웨이브|Waves|1495
IOTA|아이오타|IOTA|298
XTZ|테조스|Tezos|1064
BSV|비트코인사토시비전|Bitcoin SV|36150
KAVA|카바|Kava|574
ZIL|질리카|Zilliqa|17.2
ICX|아이콘|ICON|184
ONT|온톨로지|Ontology|197
ONG|온톨로지가스|ONG|264
STEEM|스팀|Steem|193
HIVE|하이브|Hive|301
SC|시아코인|Siacoin|4.52
BAT|베이직어텐션토큰|Basic Attention Token|218
SNT|스테이터스네트워크토큰|Status Network Token|44.8
KNC|카이버네트워크|Kyber Network|592
AUCTION|바운스토큰|Bounce|14870
SAFE|세이프|Safe|684
MOCA|모카네트워크|Moca Network|104
HYPER|하이퍼레인|Hyperlane|538
MOODENG|무뎅|Moo Deng|254
1INCH|1인치네트워크|1inch Network|411
POKT|포켓네트워크|Pocket Network|56.4
ORCA|오르카|Orca|3045
UXLINK|유엑스링크|UXLINK|486
SAHARA|사하라에이아이|Sahara AI|96.8
DRIFT|드리프트|Drift|624
ARKM|아캄|Arkham|732
CARV|카브|CARV|371
W|웜홀|Wormhole|108
AGLD|어드벤처골드|Adventure Gold|1043
POWR|파워렛저|Powerledger|241
ME|매직에덴|Magic Eden|1098
SOPH|소폰|Sophon|47.2
DEEP|딥북|DeepBook|238
ARK|아크|Ark|589
POLYX|폴리매쉬|Polymesh|203
MEW|캣인어독스월드|cat in a dogs world|4.31
ALT|알트레이어|AltLayer|45.9
NEWT|뉴턴프로토콜|Newton Protocol|398
NXPC|넥스페이스|NEXPACE|1296
ANIME|애니메코인|Animecoin|24.1
BIGTIME|빅타임|Big Time|80.2
WCT|월렛커넥트|WalletConnect|448
TFUEL|쎄타퓨엘|Theta Fuel|49.9
AERGO|아르고|Aergo|158
SONIC|소닉SVM|Sonic SVM|301
HP|히포크랏|Hippocrat|72.6
BORA|보라|BORA|139
VANA|바나|Vana|6520
A|볼타|Vaulta|742
SIGN|사인|Sign|94.7
BERA|베라체인|Berachain|2610
WAL|월러스|Walrus|556
KAITO|카이토|KAITO|2085
RVN|레이븐코인|Ravencoin|19.4
ARDR|아더|Ardor|113
STRAX|스트라티스|Stratis|64.8
OM|만트라|MANTRA|296
GMT|스테픈|STEPN|68.1
MINA|미나|Mina|274
AXL|엑셀라|Axelar|484
COMP|컴파운드|Compound|63900
ZRX|제로엑스|0x Protocol|356
LPT|라이브피어|Livepeer|8960
RAY|레이디움|Raydium|3810
BTT|비트토렌트|BitTorrent|0.000924
VTHO|비토르토큰|VeThor Token|2.87
CVC|시빅|Civic|139
LSK|리스크|Lisk|583
STG|스타게이트파이낸스|Stargate Finance|234
COW|카우프로토콜|CoW Protocol|498
MTL|메탈|Metal|1052
JTO|지토|Jito|2590
MOC|모스코인|Mossland|91.2
STORJ|스토리지|Storj|396
ELF|엘프|aelf|293
GRS|그로스톨코인|Groestlcoin|441
IQ|아이큐|IQ|5.29
QKC|쿼크체인|QuarkChain|9.94
AHT|아하토큰|AhaToken|5.38
HUNT|헌트|Hunt|347
IOST|아이오에스티|IOST|5.09
BOUNTY|체인바운티|ChainBounty|62.9
MLK|밀크|MiL.k Alliance|213
CELO|셀로|Celo|447
ASTR|아스타|Astar|34.1
GLM|골렘|Golem|338
ANKR|앵커|Ankr|22.6
JST|저스트|JUST|48.3
MBL|무비블록|MovieBloc|3.12
T|쓰레스홀드|Threshold|22.4
GAME2|게임빌드|GameBuild|2.46
BEAM|빔|Beam|10.7
BLAST|블라스트|Blast|3.36
ATH|에이셔|Aethir|46.5
IO|아이오넷|io.net|1012
ZK|지케이싱크|ZKsync|79.4
ZRO|레이어제로|LayerZero|2840
EIGEN|아이겐레이어|EigenLayer|1985
STRK|스타크넷|Starknet|186
TAIKO|타이코|Taiko|592
CYBER|사이버|Cyber|1840
ID|스페이스아이디|SPACE ID|247
CTC|크레딧코인|Creditcoin|964
DKA|디카르고|dKargo|24.6
TT|썬더코어|ThunderCore|4.18
CKB|너보스|Nervos|6.04
META|메타디움|Metadium|31.7
MED|메디블록|MediBloc|7.96
FCT2|피르마체인|FirmaChain|52.8
CBK|코박토큰|Cobak Token|718
SXP|솔라|Solar|258
STPT|에스티피|STP|74.2
WAXP|왁스|WAX|32.9
ACS|액세스프로토콜|Access Protocol|1.84
USDC|유에스디코인|USD Coin|1461
PUNDIX|펀디엑스|Pundi X|469
ACH|알케미페이|Alchemy Pay|28.8
BIO|바이오프로토콜|Bio Protocol|96.4
USUAL|유주얼|Usual|112
PUNDIAI|펀디에이아이|Pundi AI|5870
SYRUP|메이플파이낸스|Maple Finance|724
SPK|스파크|Spark|58.7
ERA|칼데라|Caldera|962
PROVE|석싱트|Succinct|1184
CYS|사이시스|Cysic|214
WLFI|월드리버티파이낸셜|World Liberty Financial|264
LINEA|리네아|Linea|31.4
PUMP|펌프|Pump.fun|7.42
OPEN|오픈렛저|OpenLedger|638
RED|레드스톤|RedStone|492
AVNT|아반티스|Avantis|824
MIRA|미라네트워크|Mira Network|374
XPL|플라즈마|Plasma|918
2Z|더블제로|DoubleZero|341
BARD|롬바드|Lombard|1096
FF|팔콘파이낸스|Falcon Finance|198
EUL|오일러|Euler|9480
KERNEL|커널다오|KernelDAO|246
"""

STABLE: Final = frozenset({"USDT", "USDC"})
"""Assets whose price is that of the dollar."""
_VOLATILITY: Final = {"BTC": 0.02, "ETH": 0.030, "XRP": 0.034, "SOL": 0.037, "DOGE": 0.05, "TRX": 0.024, "BCH": 0.033}
_COMMON: Final = {"BTC": 0.92, "ETH": 0.93, "XRP": 0.87, "SOL": 0.91, "DOGE": 0.94}


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset of the synthetic market."""

    symbol: str
    korean_name: str
    english_name: str
    price: float
    """Reference price in KRW."""
    volatility: float
    """Standard deviation of a day's log return."""
    common: float
    """Correlation of its returns with the common factor of the market."""


def _asset(rank: int, row: str) -> Asset:
    symbol, korean, english, price = row.split("|")
    if symbol in STABLE:
        return Asset(symbol, korean, english, float(price), volatility=0.0025, common=0.0)
    volatility = _VOLATILITY.get(symbol, 0.042 + 0.004 * (rank * 7 % 6))
    return Asset(symbol, korean, english, float(price), volatility, _COMMON.get(symbol, 0.55 + 0.03 * (rank * 5 % 8)))


ASSETS: Final = tuple(_asset(rank, row) for rank, row in enumerate(_TABLE.strip().splitlines()))
"""All assets, most active first."""
