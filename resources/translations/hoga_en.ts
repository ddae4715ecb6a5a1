<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="ko_KR">
<context>
    <name>About</name>
    <message>
        <source>라이선스 전문</source>
        <translation>Licence texts</translation>
    </message>
    <message>
        <source>로그, 충돌 기록</source>
        <translation>Logs and crash reports</translation>
    </message>
    <message>
        <source>설정</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>Hoga 정보</source>
        <translation>About Hoga</translation>
    </message>
    <message>
        <source>MIT 라이선스로 배포됩니다. 함께 쓰인 소프트웨어와 그 라이선스:</source>
        <translation>Distributed under the MIT licence. Software it uses, and their licences:</translation>
    </message>
    <message>
        <source>라이선스</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>버전과 폴더 경로를 복사했습니다.</source>
        <translation>Versions and folder paths were copied.</translation>
    </message>
    <message>
        <source>설정, 로그, 충돌 기록은 이 컴퓨터에만 있으며 어디에도 전송되지 않습니다.</source>
        <translation>Settings, logs and crash reports stay on this computer and are never sent anywhere.</translation>
    </message>
    <message>
        <source>업비트 트레이딩 데스크톱 (구독 엔진 내장)</source>
        <translation>Desktop trading terminal for Upbit, with a built-in subscription engine</translation>
    </message>
    <message>
        <source>정보 복사</source>
        <translation>Copy details</translation>
    </message>
</context>
<context>
    <name>AddPanelDialog</name>
    <message>
        <source>&apos;{typed}&apos;에 맞는 종목이 없습니다.</source>
        <translation>No market matches &apos;{typed}&apos;.</translation>
    </message>
    <message>
        <source>{market} · 그 밖에 {count:,}개</source>
        <translation>{market} · {count:,} more</translation>
    </message>
    <message>
        <source>가장 비슷한 종목: {market}</source>
        <translation>Closest match: {market}</translation>
    </message>
    <message>
        <source>기본</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>봉 단위</source>
        <translation>Candle interval</translation>
    </message>
    <message>
        <source>비트코인, ㅂㅌ, BTC, KRW-BTC</source>
        <translation>Bitcoin, BTC, KRW-BTC</translation>
    </message>
    <message>
        <source>옵션</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>종류</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>종목 목록을 아직 불러오지 못해 코드를 그대로 씁니다.</source>
        <translation>The market list is not loaded yet; the code is used as typed.</translation>
    </message>
    <message>
        <source>종목 목록을 아직 불러오지 못했습니다. KRW-BTC 같은 코드로 입력하세요.</source>
        <translation>The market list is not loaded yet. Enter a code such as KRW-BTC.</translation>
    </message>
    <message>
        <source>종목의 이름이나 코드를 입력하세요.</source>
        <translation>Enter the name or code of a market.</translation>
    </message>
    <message>
        <source>패널 추가</source>
        <translation>Add panel</translation>
    </message>
    <message>
        <source>호가 수</source>
        <translation>Levels</translation>
    </message>
</context>
<context>
    <name>AlertCard</name>
    <message>
        <source>{n}분 쉬기</source>
        <translation>Snooze {n} min</translation>
    </message>
    <message>
        <source>닫기</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>AlertForm</name>
    <message>
        <source>0보다 큰 가격을 숫자로 입력하세요.</source>
        <translation>Enter a price above 0, as a number.</translation>
    </message>
    <message>
        <source>{condition} · 마지막으로 받은 가격 {price}에서 {distance} (시세가 늦거나 멈춤)</source>
        <translation>{condition} · {distance} from the last price received, {price} (quotes are late or have stopped)</translation>
    </message>
    <message>
        <source>{condition} · 현재가 {price}에서 {distance}</source>
        <translation>{condition} · {distance} from the present {price}</translation>
    </message>
    <message>
        <source>{condition} · 현재가를 아직 모름</source>
        <translation>{condition} · the present price is not known yet</translation>
    </message>
    <message>
        <source>{least}부터 {most}까지의 숫자를 입력하세요.</source>
        <translation>Enter a number from {least} to {most}.</translation>
    </message>
    <message>
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>가격은 {least} 이상으로 입력하세요.</source>
        <translation>Enter a price of {least} or more.</translation>
    </message>
    <message>
        <source>가격은 {most} 이하로 입력하세요.</source>
        <translation>Enter a price of {most} or less.</translation>
    </message>
    <message>
        <source>내릴 때</source>
        <translation>when falling</translation>
    </message>
    <message>
        <source>다른 출처에서 만든 알림입니다. 출처가 {source}일 때만 울립니다.</source>
        <translation>This alert was made on another source. It rings only while the source is {source}.</translation>
    </message>
    <message>
        <source>메모</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>모든 종목</source>
        <translation>All markets</translation>
    </message>
    <message>
        <source>방향</source>
        <translation>Direction</translation>
    </message>
    <message>
        <source>변동률 (%)</source>
        <translation>Change (%)</translation>
    </message>
    <message>
        <source>새 알림</source>
        <translation>New alert</translation>
    </message>
    <message>
        <source>시간</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>시간을 고르세요.</source>
        <translation>Choose a time.</translation>
    </message>
    <message>
        <source>알림 고치기</source>
        <translation>Edit alert</translation>
    </message>
    <message>
        <source>알림이 너무 많습니다. 쓰지 않는 알림을 지운 뒤 다시 만드세요.</source>
        <translation>There are too many alerts. Delete some that you do not use, then try again.</translation>
    </message>
    <message>
        <source>어느 쪽이든</source>
        <translation>either way</translation>
    </message>
    <message>
        <source>오를 때</source>
        <translation>when rising</translation>
    </message>
    <message>
        <source>종류</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>종목 고르기</source>
        <translation>Choose a market</translation>
    </message>
    <message>
        <source>종목 코드가 올바르지 않습니다. 종목을 다시 고르세요.</source>
        <translation>This is no market code. Choose the market again.</translation>
    </message>
    <message>
        <source>종목을 고르세요.</source>
        <translation>Choose a market.</translation>
    </message>
    <message>
        <source>지금 출처에 없는 종목입니다. 이 종목이 있을 때만 울립니다.</source>
        <translation>The present source has no such market. The alert rings only where there is one.</translation>
    </message>
    <message>
        <source>차이 (%)</source>
        <translation>Spread (%)</translation>
    </message>
    <message>
        <source>평소의 몇 배</source>
        <translation>Times the usual</translation>
    </message>
    <message>
        <source>한 번 울리고 끄기</source>
        <translation>Once, then switch off</translation>
    </message>
    <message>
        <source>현재가 {percent}%</source>
        <translation>Present price {percent}%</translation>
    </message>
    <message>
        <source>호가 단위에 없는 가격입니다. 가까운 가격: {low}, {high}</source>
        <translation>No trade can have this price. Near it: {low}, {high}</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source> · 나중에 확인</source>
        <translation> · found later</translation>
    </message>
    <message>
        <source>{alert}: {time}까지 쉽니다.</source>
        <translation>{alert}: snoozed until {time}.</translation>
    </message>
    <message>
        <source>{level} 도달</source>
        <translation>{level} reached</translation>
    </message>
    <message>
        <source>{level} 이상</source>
        <translation>{level} or above</translation>
    </message>
    <message>
        <source>{level} 이하</source>
        <translation>{level} or below</translation>
    </message>
    <message>
        <source>{n}분</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n}시간</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n}초</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{span} 거래대금이 평소의 {level}배 이상</source>
        <translation>turnover of {span} is {level}× the usual or more</translation>
    </message>
    <message>
        <source>{span} 넘게 연결 없음</source>
        <translation>no connection for more than {span}</translation>
    </message>
    <message>
        <source>{span} 동안 연결 없음</source>
        <translation>no connection for {span}</translation>
    </message>
    <message>
        <source>{span} 안에 {level}% 이상 변동</source>
        <translation>moves {level}% or more within {span}</translation>
    </message>
    <message>
        <source>{span} 안에 {level}% 이상 상승</source>
        <translation>up {level}% or more within {span}</translation>
    </message>
    <message>
        <source>{span} 안에 {level}% 이상 하락</source>
        <translation>down {level}% or more within {span}</translation>
    </message>
    <message>
        <source>{times}배</source>
        <translation>×{times}</translation>
    </message>
    <message>
        <source>가격 도달</source>
        <translation>Price reached</translation>
    </message>
    <message>
        <source>거래대금 급증</source>
        <translation>Turnover spike</translation>
    </message>
    <message>
        <source>그동안 {n}건 더</source>
        <translation>{n} more meanwhile</translation>
    </message>
    <message>
        <source>급등락</source>
        <translation>Sharp move</translation>
    </message>
    <message>
        <source>내 주문 체결</source>
        <translation>My order filled</translation>
    </message>
    <message>
        <source>내 주문이 전부 또는 일부 체결</source>
        <translation>my order is filled, in whole or in part</translation>
    </message>
    <message>
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <source>새 종목이 목록에 나타남</source>
        <translation>a new market appears in the list</translation>
    </message>
    <message>
        <source>신규 상장</source>
        <translation>New listing</translation>
    </message>
    <message>
        <source>알림을 지웠습니다. &apos;{undo}&apos;로 되돌립니다.</source>
        <translation>Alert deleted. ‘{undo}’ brings it back.</translation>
    </message>
    <message>
        <source>연결 끊김</source>
        <translation>Connection lost</translation>
    </message>
    <message>
        <source>울린 뒤에는 {level} 이상으로 올라간 다음, 다시 도달하면 울립니다.</source>
        <translation>After ringing it waits for {level} or above; then it rings when reached again.</translation>
    </message>
    <message>
        <source>울린 뒤에는 {level} 이하로 내려간 다음, 다시 도달하면 울립니다.</source>
        <translation>After ringing it waits for {level} or below; then it rings when reached again.</translation>
    </message>
    <message>
        <source>울린 뒤에는 {level} 이하로 준 다음, 다시 도달하면 울립니다.</source>
        <translation>After ringing it waits for {level} or less; then it rings when reached again.</translation>
    </message>
    <message>
        <source>울린 뒤에는 {low} 이하나 {high} 이상이 된 다음, 다시 도달하면 울립니다.</source>
        <translation>After ringing it waits for {low} or below, or {high} or above; then it rings at the next crossing.</translation>
    </message>
    <message>
        <source>유의 또는 주의 종목으로 지정</source>
        <translation>marked as caution or warning</translation>
    </message>
    <message>
        <source>유의·주의 지정</source>
        <translation>Caution or warning</translation>
    </message>
    <message>
        <source>이 데스크톱에는 알림을 띄울 수 없습니다.</source>
        <translation>This desktop shows no notices.</translation>
    </message>
    <message>
        <source>이 컴퓨터에서 소리를 낼 수 없습니다.</source>
        <translation>This computer plays no sound.</translation>
    </message>
    <message>
        <source>조용한 시간 ~{time}</source>
        <translation>Quiet until {time}</translation>
    </message>
    <message>
        <source>평소의 {times}배 · {price}</source>
        <translation>{times}× the usual · {price}</translation>
    </message>
    <message>
        <source>호가 차이</source>
        <translation>Spread</translation>
    </message>
    <message>
        <source>호가 차이 {level}%</source>
        <translation>spread {level}%</translation>
    </message>
    <message>
        <source>호가 차이 {level}% 이상</source>
        <translation>spread of {level}% or more</translation>
    </message>
</context>
<context>
    <name>AlertsPanel</name>
    <message>
        <source> · {n:,}개는 다른 출처의 알림</source>
        <translation> · {n:,} of other sources</translation>
    </message>
    <message>
        <source> · {n:,}개는 지금 감시할 수 없음</source>
        <translation> · {n:,} cannot be watched now</translation>
    </message>
    <message>
        <source> · 모든 출처</source>
        <translation> · every source</translation>
    </message>
    <message>
        <source> · 한 번</source>
        <translation> · once</translation>
    </message>
    <message>
        <source>API 키 없음</source>
        <translation>No API key</translation>
    </message>
    <message>
        <source>{n:,}개</source>
        <translation>{n:,}</translation>
    </message>
    <message>
        <source>{n}분 동안</source>
        <translation>for {n} min</translation>
    </message>
    <message>
        <source>{n}시간 동안</source>
        <translation>for {n} h</translation>
    </message>
    <message>
        <source>{source}에서만</source>
        <translation>{source} only</translation>
    </message>
    <message>
        <source>{time}까지 쉼</source>
        <translation>Snoozed to {time}</translation>
    </message>
    <message>
        <source>감시 중</source>
        <translation>Watching</translation>
    </message>
    <message>
        <source>그만 쉬기</source>
        <translation>End snooze</translation>
    </message>
    <message>
        <source>꺼짐</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>다시 준비</source>
        <translation>Re-arms at</translation>
    </message>
    <message>
        <source>데이터 없음</source>
        <translation>No data</translation>
    </message>
    <message>
        <source>마지막 울림</source>
        <translation>Last fired</translation>
    </message>
    <message>
        <source>메모</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>모든 종목</source>
        <translation>All markets</translation>
    </message>
    <message>
        <source>본 값</source>
        <translation>Seen</translation>
    </message>
    <message>
        <source>상태</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>손상된 데이터</source>
        <translation>Damaged data</translation>
    </message>
    <message>
        <source>시각</source>
        <translation>Timestamp</translation>
    </message>
    <message>
        <source>알리는 방법</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>알리는 방법…</source>
        <translation>Notifications…</translation>
    </message>
    <message>
        <source>알림</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <source>알림 고치기…</source>
        <translation>Edit alert…</translation>
    </message>
    <message>
        <source>알림 목록</source>
        <translation>List of alerts</translation>
    </message>
    <message>
        <source>알림 지우기</source>
        <translation>Delete alert</translation>
    </message>
    <message>
        <source>알림 추가</source>
        <translation>Add alert</translation>
    </message>
    <message>
        <source>알림 추가…</source>
        <translation>Add alert…</translation>
    </message>
    <message>
        <source>알림이 없습니다.
‘알림 추가’를 누르거나, 차트·호가·관심종목의 메뉴에서 만드세요.</source>
        <translation>There are no alerts.
Press ‘Add alert’, or make one from the menu of a chart, order book or watchlist.</translation>
    </message>
    <message>
        <source>없는 종목</source>
        <translation>No such market</translation>
    </message>
    <message>
        <source>연결 끊김</source>
        <translation>Disconnected</translation>
    </message>
    <message>
        <source>울린 기록 비우기</source>
        <translation>Empty the list of what rang</translation>
    </message>
    <message>
        <source>울린 알림</source>
        <translation>Alerts that fired</translation>
    </message>
    <message>
        <source>울린 알림이 없습니다.</source>
        <translation>No alert has rung yet.</translation>
    </message>
    <message>
        <source>울림</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>잠시 쉬기</source>
        <translation>Snooze</translation>
    </message>
    <message>
        <source>조건</source>
        <translation>Condition</translation>
    </message>
    <message>
        <source>종류</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>지금 출처에서만 울리기</source>
        <translation>Ring at this source only</translation>
    </message>
    <message>
        <source>켜기</source>
        <translation>On</translation>
    </message>
    <message>
        <source>평소 값 재는 중</source>
        <translation>Learning usual</translation>
    </message>
</context>
<context>
    <name>AssetsHeadings</name>
    <message>
        <source>자산</source>
        <translation>Asset</translation>
    </message>
</context>
<context>
    <name>AssetsPanel</name>
    <message>
        <source>{what} · 평가금액은 마지막 시세 기준입니다</source>
        <translation>{what} · values are based on the last prices</translation>
    </message>
    <message>
        <source>보유한 자산이 없습니다</source>
        <translation>No balances</translation>
    </message>
    <message>
        <source>사용 가능</source>
        <translation>Available</translation>
    </message>
    <message>
        <source>수익률</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>시세 누락</source>
        <translation>Quotes missing</translation>
    </message>
    <message>
        <source>시세 다시 불러오는 중</source>
        <translation>Reloading prices</translation>
    </message>
    <message>
        <source>시세 연결 끊김</source>
        <translation>Prices disconnected</translation>
    </message>
    <message>
        <source>시세 연결 중</source>
        <translation>Connecting to prices</translation>
    </message>
    <message>
        <source>시세 응답 없음</source>
        <translation>No response for prices</translation>
    </message>
    <message>
        <source>시세 응답 지연</source>
        <translation>Prices are late</translation>
    </message>
    <message>
        <source>시세가 {time} 늦음</source>
        <translation>Prices are {time} late</translation>
    </message>
    <message>
        <source>시세가 멈춤</source>
        <translation>Prices have stopped</translation>
    </message>
    <message>
        <source>자산</source>
        <translation>Balances</translation>
    </message>
    <message>
        <source>주문 중</source>
        <translation>In orders</translation>
    </message>
    <message>
        <source>총 매수</source>
        <translation>Total cost</translation>
    </message>
    <message>
        <source>총 보유자산</source>
        <translation>Total balance</translation>
    </message>
    <message>
        <source>총 보유자산 (시세 없는 {count}종 제외)</source>
        <translation>Total balance ({count} without a price left out)</translation>
    </message>
    <message>
        <source>총 보유자산 (읽지 못한 {count}건 제외)</source>
        <translation>Total balance ({count} unreadable left out)</translation>
    </message>
    <message>
        <source>평가금액</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>평가손익</source>
        <translation>P/L</translation>
    </message>
    <message>
        <source>평가손익 (매수가 없는 {count}종 제외)</source>
        <translation>P/L ({count} without a cost left out)</translation>
    </message>
    <message>
        <source>평균 매수가</source>
        <translation>Avg. buy price</translation>
    </message>
    <message>
        <source>현재가</source>
        <translation>Price</translation>
    </message>
</context>
<context>
    <name>BookControls</name>
    <message>
        <source>더 보기</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>CandleLoading</name>
    <message>
        <source> · {seconds:,}초 후 재시도</source>
        <translation> · retrying in {seconds:,} s</translation>
    </message>
    <message>
        <source>거래소가 손상된 봉 {count:,}개를 보내 빠져 있음</source>
        <translation>Candles missing: the exchange sent {count:,} damaged ones</translation>
    </message>
    <message>
        <source>과거 봉 불러오는 중 · {count:,}개</source>
        <translation>Loading older candles · {count:,}</translation>
    </message>
    <message>
        <source>봉을 불러오지 못함: {reason}</source>
        <translation>Candles could not be loaded: {reason}</translation>
    </message>
    <message>
        <source>처음까지 불러옴 · {count:,}개</source>
        <translation>All candles loaded · {count:,}</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source> ({n}건)</source>
        <translation> ({n} orders)</translation>
    </message>
    <message>
        <source>% 눈금</source>
        <translation>Percent scale</translation>
    </message>
    <message>
        <source>1시간</source>
        <translation>1h</translation>
    </message>
    <message>
        <source>1초</source>
        <translation>1s</translation>
    </message>
    <message>
        <source>4시간</source>
        <translation>4h</translation>
    </message>
    <message>
        <source>Ctrl+드래그</source>
        <translation>Ctrl+Drag</translation>
    </message>
    <message>
        <source>Shift+드래그</source>
        <translation>Shift+Drag</translation>
    </message>
    <message>
        <source>{bars:+,}봉 · {time}</source>
        <translation>{bars:+,} bars · {time}</translation>
    </message>
    <message>
        <source>{file}에 쓸 수 없습니다 ({reason}). 다른 폴더를 고르거나 공간을 비우세요.</source>
        <translation>Cannot write {file} ({reason}). Choose another folder or free some space.</translation>
    </message>
    <message>
        <source>{file}에 저장했습니다</source>
        <translation>Saved to {file}</translation>
    </message>
    <message>
        <source>{file}에 저장했습니다 · 아직 불러오지 못한 봉은 빠져 있습니다</source>
        <translation>Saved to {file} · candles that are not loaded yet are missing</translation>
    </message>
    <message>
        <source>{first}–{last} 사이를 불러오지 못함</source>
        <translation>{first}–{last}: not loaded</translation>
    </message>
    <message>
        <source>{minutes}분</source>
        <translation>{minutes}m</translation>
    </message>
    <message>
        <source>{n:,}일</source>
        <translation>{n:,}d</translation>
    </message>
    <message>
        <source>{n}분</source>
        <translation>{n}m</translation>
    </message>
    <message>
        <source>{n}시간</source>
        <translation>{n}h</translation>
    </message>
    <message>
        <source>{n}초</source>
        <translation>{n}s</translation>
    </message>
    <message>
        <source>{price}에 알림…</source>
        <translation>Alert at {price}…</translation>
    </message>
    <message>
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>가격 알림</source>
        <translation>Price alerts</translation>
    </message>
    <message>
        <source>값 복사</source>
        <translation>Copy values</translation>
    </message>
    <message>
        <source>거래 없는 구간을 선으로</source>
        <translation>Line where nobody traded</translation>
    </message>
    <message>
        <source>거래량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>거래량 {volume}</source>
        <translation>Vol {volume}</translation>
    </message>
    <message>
        <source>거래량 보기</source>
        <translation>Show volume</translation>
    </message>
    <message>
        <source>거리 재기</source>
        <translation>Measure</translation>
    </message>
    <message>
        <source>고</source>
        <translation>H</translation>
    </message>
    <message>
        <source>고가</source>
        <translation>High</translation>
    </message>
    <message>
        <source>구간 확대</source>
        <translation>Zoom to a span</translation>
    </message>
    <message>
        <source>그림 복사</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>그림 저장… (PNG, SVG)</source>
        <translation>Save picture… (PNG, SVG)</translation>
    </message>
    <message>
        <source>내 평균단가·미체결 주문</source>
        <translation>My average price and open orders</translation>
    </message>
    <message>
        <source>눈금과 영역</source>
        <translation>Scales and panes</translation>
    </message>
    <message>
        <source>다른 종목과 비교…</source>
        <translation>Compare with another market…</translation>
    </message>
    <message>
        <source>등락</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>로그 눈금</source>
        <translation>Logarithmic scale</translation>
    </message>
    <message>
        <source>매도 {price} · {amount}</source>
        <translation>Sell {price} · {amount}</translation>
    </message>
    <message>
        <source>매수 {price} · {amount}</source>
        <translation>Buy {price} · {amount}</translation>
    </message>
    <message>
        <source>바 (OHLC)</source>
        <translation>Bars (OHLC)</translation>
    </message>
    <message>
        <source>보이는 봉 저장</source>
        <translation>Save visible candles</translation>
    </message>
    <message>
        <source>보이는 봉 저장… (CSV)</source>
        <translation>Save visible candles… (CSV)</translation>
    </message>
    <message>
        <source>봉 단위 모두</source>
        <translation>All intervals</translation>
    </message>
    <message>
        <source>봉 마감까지 남은 시간</source>
        <translation>Time until the candle closes</translation>
    </message>
    <message>
        <source>봉 모양: {kind}</source>
        <translation>Chart type: {kind}</translation>
    </message>
    <message>
        <source>불러온 봉 저장</source>
        <translation>Save loaded candles</translation>
    </message>
    <message>
        <source>불러온 봉 저장… (CSV)</source>
        <translation>Save loaded candles… (CSV)</translation>
    </message>
    <message>
        <source>비교 빼기: {market}</source>
        <translation>Remove comparison: {market}</translation>
    </message>
    <message>
        <source>비교할 종목</source>
        <translation>Market to compare with</translation>
    </message>
    <message>
        <source>빈 캔들</source>
        <translation>Hollow candles</translation>
    </message>
    <message>
        <source>선</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>설정…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>시</source>
        <translation>O</translation>
    </message>
    <message>
        <source>시가</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>시각</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>아래로 옮기기</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>알림 {condition}</source>
        <translation>Alert: {condition}</translation>
    </message>
    <message>
        <source>없애기</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>영역</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>영역 높이 기본으로</source>
        <translation>Usual pane heights</translation>
    </message>
    <message>
        <source>월</source>
        <translation>1M</translation>
    </message>
    <message>
        <source>위로 옮기기</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>일</source>
        <translation>1D</translation>
    </message>
    <message>
        <source>일반 눈금</source>
        <translation>Linear scale</translation>
    </message>
    <message>
        <source>자동 맞춤</source>
        <translation>Fit automatically</translation>
    </message>
    <message>
        <source>저</source>
        <translation>L</translation>
    </message>
    <message>
        <source>저가</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>전일 종가</source>
        <translation>Previous close</translation>
    </message>
    <message>
        <source>전일 종가 {price}</source>
        <translation>Prev. close {price}</translation>
    </message>
    <message>
        <source>종</source>
        <translation>C</translation>
    </message>
    <message>
        <source>종가</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>종목 비교…</source>
        <translation>Compare with a market…</translation>
    </message>
    <message>
        <source>주</source>
        <translation>1W</translation>
    </message>
    <message>
        <source>주문 {price} · {amount}</source>
        <translation>Order {price} · {amount}</translation>
    </message>
    <message>
        <source>지표</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <source>지표 추가·설정</source>
        <translation>Add and set indicators</translation>
    </message>
    <message>
        <source>차트 그림 저장</source>
        <translation>Save picture of the chart</translation>
    </message>
    <message>
        <source>차트 그림을 복사했습니다</source>
        <translation>Copied the picture of the chart</translation>
    </message>
    <message>
        <source>최고 {price} ({change})</source>
        <translation>High {price} ({change})</translation>
    </message>
    <message>
        <source>최고가·최저가</source>
        <translation>Visible high and low</translation>
    </message>
    <message>
        <source>최저 {price} ({change})</source>
        <translation>Low {price} ({change})</translation>
    </message>
    <message>
        <source>캔들</source>
        <translation>Candles</translation>
    </message>
    <message>
        <source>평단 {price} · {amount} ({change})</source>
        <translation>Average {price} · {amount} ({change})</translation>
    </message>
    <message>
        <source>하루 경계 (오전 9시)</source>
        <translation>Days (09:00 KST)</translation>
    </message>
    <message>
        <source>하이킨 아시 (평균봉)</source>
        <translation>Heikin-Ashi</translation>
    </message>
</context>
<context>
    <name>ChartNotice</name>
    <message>
        <source>다시 시도</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>모의로 전환</source>
        <translation>Switch to simulated</translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>내보내기</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>봉 단위</source>
        <translation>Candle interval</translation>
    </message>
    <message>
        <source>봉 모양</source>
        <translation>Chart type</translation>
    </message>
    <message>
        <source>불러온 봉 모두 보기</source>
        <translation>Show all loaded candles</translation>
    </message>
    <message>
        <source>차트</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>차트 표시</source>
        <translation>Marks</translation>
    </message>
    <message>
        <source>최신으로</source>
        <translation>Go to newest</translation>
    </message>
</context>
<context>
    <name>Delays</name>
    <message>
        <source>{n}분</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n}시간</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n}일</source>
        <translation>{n} d</translation>
    </message>
    <message>
        <source>{n}초</source>
        <translation>{n} s</translation>
    </message>
</context>
<context>
    <name>DepthChart</name>
    <message>
        <source>{price}  {percent}  매도 누적 {size}  금액 {amount}</source>
        <translation>{price}  {percent}  asks {size}  amount {amount}</translation>
    </message>
    <message>
        <source>{price}  {percent}  매수 누적 {size}  금액 {amount}</source>
        <translation>{price}  {percent}  bids {size}  amount {amount}</translation>
    </message>
    <message>
        <source>누적 금액</source>
        <translation>Total amount</translation>
    </message>
    <message>
        <source>누적 수량</source>
        <translation>Total size</translation>
    </message>
    <message>
        <source>중간가 {price}</source>
        <translation>Mid {price}</translation>
    </message>
    <message>
        <source>중간가 대비</source>
        <translation>From mid</translation>
    </message>
</context>
<context>
    <name>DepthChartPanel</name>
    <message>
        <source>{market} · 누적 호가</source>
        <translation>{market} · Depth</translation>
    </message>
    <message>
        <source>모든 호가 보기</source>
        <translation>Show all levels</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>기본 종목 {code}이(가) 지금 출처에 없어 {market}을(를) 대신 씁니다. 설정에서 다른 기본 종목을 고르세요.</source>
        <translation>The present source has no default market {code}, so {market} is used instead. Choose another default market in the settings.</translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <source>로그가 저장되지 않습니다: 로그 폴더에 쓸 수 없습니다</source>
        <translation>No log is kept: the log folder cannot be written to</translation>
    </message>
    <message>
        <source>이 기록은 어디에도 전송되지 않습니다. 파일: {path}</source>
        <translation>This report is not sent anywhere. File: {path}</translation>
    </message>
    <message>
        <source>지난 실행이 비정상 종료되었습니다</source>
        <translation>The last run ended with a crash</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>환경 변수 {setting}: {least:g}~{most:g} 범위의 값이 아니어서 쓰지 않습니다</source>
        <translation>Environment variable {setting} is ignored: the value is not between {least:g} and {most:g}</translation>
    </message>
</context>
<context>
    <name>DrawingTools</name>
    <message>
        <source>그리기</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>그리기 도구 막대</source>
        <translation>Drawing toolbar</translation>
    </message>
    <message>
        <source>드로잉은 한 종목에 {most}개까지입니다. 지운 뒤에 다시 그리세요.</source>
        <translation>A market holds up to {most} drawings. Delete some, then draw again.</translation>
    </message>
</context>
<context>
    <name>Drawings</name>
    <message>
        <source>{kind} 모양</source>
        <translation>{kind} style</translation>
    </message>
    <message>
        <source>{price}에 수평선</source>
        <translation>Horizontal line at {price}</translation>
    </message>
    <message>
        <source>{width}픽셀</source>
        <translation>{width} px</translation>
    </message>
    <message>
        <source>가격 범위</source>
        <translation>Price range</translation>
    </message>
    <message>
        <source>굵기</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>글</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>글 고치기</source>
        <translation>Edit text</translation>
    </message>
    <message>
        <source>글자색</source>
        <translation>Text colour</translation>
    </message>
    <message>
        <source>노랑</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>다시 하기</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>되돌리기</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>맨 앞으로</source>
        <translation>Bring to front</translation>
    </message>
    <message>
        <source>모두 보이기</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>모두 숨기기</source>
        <translation>Hide all</translation>
    </message>
    <message>
        <source>모두 잠그기</source>
        <translation>Lock all</translation>
    </message>
    <message>
        <source>모두 잠금 풀기</source>
        <translation>Unlock all</translation>
    </message>
    <message>
        <source>모두 지우기</source>
        <translation>Delete all</translation>
    </message>
    <message>
        <source>반직선</source>
        <translation>Ray</translation>
    </message>
    <message>
        <source>보라</source>
        <translation>Purple</translation>
    </message>
    <message>
        <source>복제</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>분홍</source>
        <translation>Pink</translation>
    </message>
    <message>
        <source>사각형</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <source>상승색</source>
        <translation>Rise colour</translation>
    </message>
    <message>
        <source>색</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>선 종류</source>
        <translation>Line style</translation>
    </message>
    <message>
        <source>수직선</source>
        <translation>Vertical line</translation>
    </message>
    <message>
        <source>수평선</source>
        <translation>Horizontal line</translation>
    </message>
    <message>
        <source>숨기기</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>실선</source>
        <translation>Solid</translation>
    </message>
    <message>
        <source>자석</source>
        <translation>Magnet</translation>
    </message>
    <message>
        <source>잠그기</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>점선</source>
        <translation>Dotted</translation>
    </message>
    <message>
        <source>지우기</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>차트에 그린 것 가운데 {count:,}개는 읽을 수 없어 뺐습니다.</source>
        <translation>{count:,} chart drawings could not be read and were left out.</translation>
    </message>
    <message>
        <source>초록</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>추세선</source>
        <translation>Trend line</translation>
    </message>
    <message>
        <source>파랑</source>
        <translation>Blue</translation>
    </message>
    <message>
        <source>파선</source>
        <translation>Dashed</translation>
    </message>
    <message>
        <source>평행 채널</source>
        <translation>Parallel channel</translation>
    </message>
    <message>
        <source>피보나치 되돌림</source>
        <translation>Fibonacci retracement</translation>
    </message>
    <message>
        <source>하락색</source>
        <translation>Fall colour</translation>
    </message>
</context>
<context>
    <name>EmptyDesk</name>
    <message>
        <source>열린 패널이 없습니다</source>
        <translation>No panel is open</translation>
    </message>
</context>
<context>
    <name>EngineMonitor</name>
    <message>
        <source> 모아보기 {n:g}</source>
        <translation> grouped by {n:g}</translation>
    </message>
    <message>
        <source>JSON 아님</source>
        <translation>not JSON</translation>
    </message>
    <message>
        <source>{name} 유실 {lost:,} 오류 {errors:,} 지연 {slow:,}</source>
        <translation>{name} lost {lost:,} errors {errors:,} slow {slow:,}</translation>
    </message>
    <message>
        <source>{n}번째 {left}</source>
        <translation>#{n} in {left}</translation>
    </message>
    <message>
        <source>{n}분</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n}분봉</source>
        <translation>{n}m candles</translation>
    </message>
    <message>
        <source>{n}시간</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n}종목</source>
        <translation>{n} markets</translation>
    </message>
    <message>
        <source>{n}초</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n}초봉</source>
        <translation>{n}s candles</translation>
    </message>
    <message>
        <source>값 이상</source>
        <translation>odd value</translation>
    </message>
    <message>
        <source>거래소 시계에서 이 컴퓨터의 시계를 뺀 값</source>
        <translation>The exchange&apos;s clock minus this computer&apos;s clock</translation>
    </message>
    <message>
        <source>거래소 오류</source>
        <translation>exchange errors</translation>
    </message>
    <message>
        <source>거래소로 보낸 요청</source>
        <translation>Requests sent</translation>
    </message>
    <message>
        <source>거래소의 시각부터 이 패널의 화면까지 걸린 시간의 가운데값</source>
        <translation>The median time from the exchange&apos;s timestamp to this panel on the screen</translation>
    </message>
    <message>
        <source>겹친 체결</source>
        <translation>repeated trades</translation>
    </message>
    <message>
        <source>계정 · Private</source>
        <translation>Private</translation>
    </message>
    <message>
        <source>구독 변경 (등록·교체·해제)</source>
        <translation>Changes (registered, replaced, removed)</translation>
    </message>
    <message>
        <source>구독 없음</source>
        <translation>not subscribed</translation>
    </message>
    <message>
        <source>구독 패널</source>
        <translation>Subscribers</translation>
    </message>
    <message>
        <source>구독자</source>
        <translation>Subscribers</translation>
    </message>
    <message>
        <source>구독자 {components} · 스트림 {streams} · 개정 {revision} · 변경 {changes}</source>
        <translation>Subscribers {components} · streams {streams} · revision {revision} · changes {changes}</translation>
    </message>
    <message>
        <source>내 자산</source>
        <translation>My assets</translation>
    </message>
    <message>
        <source>내 주문</source>
        <translation>My orders</translation>
    </message>
    <message>
        <source>다른 형식</source>
        <translation>other format</translation>
    </message>
    <message>
        <source>다음 슬롯</source>
        <translation>Next slot</translation>
    </message>
    <message>
        <source>다음 시도</source>
        <translation>Next attempt</translation>
    </message>
    <message>
        <source>대기 시간</source>
        <translation>Time waited</translation>
    </message>
    <message>
        <source>대기 없음</source>
        <translation>Idle</translation>
    </message>
    <message>
        <source>대기 작업 · Pending Task</source>
        <translation>Pending Task</translation>
    </message>
    <message>
        <source>대기 횟수</source>
        <translation>Waits</translation>
    </message>
    <message>
        <source>더 오래됨</source>
        <translation>older</translation>
    </message>
    <message>
        <source>데이터 누락</source>
        <translation>Data missing</translation>
    </message>
    <message>
        <source>데이터 멈춤</source>
        <translation>Data stopped</translation>
    </message>
    <message>
        <source>메시지</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>모르는 종류</source>
        <translation>unknown type</translation>
    </message>
    <message>
        <source>무응답</source>
        <translation>silent</translation>
    </message>
    <message>
        <source>받은 양</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>받음</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>방금</source>
        <translation>now</translation>
    </message>
    <message>
        <source>변경 {n}</source>
        <translation>{n} changes</translation>
    </message>
    <message>
        <source>변경 모으는 중</source>
        <translation>Collecting changes</translation>
    </message>
    <message>
        <source>보내는 중</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>보낼 것이 없던 변경</source>
        <translation>Changes with nothing to send</translation>
    </message>
    <message>
        <source>보냄</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>비트코인 BTC/KRW · 240분</source>
        <translation>Bitcoin BTC/KRW · 240m</translation>
    </message>
    <message>
        <source>상태</source>
        <translation>State</translation>
    </message>
    <message>
        <source>새 작업을 만든 변경</source>
        <translation>Changes that made a new task</translation>
    </message>
    <message>
        <source>생성 {created} · 건너뜀 {skipped}</source>
        <translation>{created} created · {skipped} skipped</translation>
    </message>
    <message>
        <source>설정: 경고 없이 기다릴 시간</source>
        <translation>Setting: wait before a warning</translation>
    </message>
    <message>
        <source>설정: 변경을 모으는 시간</source>
        <translation>Setting: time to collect changes</translation>
    </message>
    <message>
        <source>설정: 핑 간격</source>
        <translation>Setting: ping interval</translation>
    </message>
    <message>
        <source>수신</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>수신 {n}</source>
        <translation>{n} received</translation>
    </message>
    <message>
        <source>스트림</source>
        <translation>Streams</translation>
    </message>
    <message>
        <source>슬롯 / 분</source>
        <translation>Slots / min</translation>
    </message>
    <message>
        <source>슬롯 / 초</source>
        <translation>Slots / s</translation>
    </message>
    <message>
        <source>슬롯 기다림</source>
        <translation>Waiting for slot</translation>
    </message>
    <message>
        <source>슬롯을 기다린 횟수</source>
        <translation>Waits for a slot</translation>
    </message>
    <message>
        <source>시각 이상</source>
        <translation>odd timestamp</translation>
    </message>
    <message>
        <source>시계 차이</source>
        <translation>Clock offset</translation>
    </message>
    <message>
        <source>시세 · Public</source>
        <translation>Public</translation>
    </message>
    <message>
        <source>알림</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <source>알림 · 계정</source>
        <translation>Alerts · account</translation>
    </message>
    <message>
        <source>에포크</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>연결</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>연결 기다림</source>
        <translation>Waiting for link</translation>
    </message>
    <message>
        <source>연결 없음</source>
        <translation>Not connected</translation>
    </message>
    <message>
        <source>연결 중</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>연결됨</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>오래됐지만 받음</source>
        <translation>older but accepted</translation>
    </message>
    <message>
        <source>왕복 시간</source>
        <translation>Round trip</translation>
    </message>
    <message>
        <source>요청 제한</source>
        <translation>Rate Limiter</translation>
    </message>
    <message>
        <source>요청 하나가 나른 변경</source>
        <translation>Changes per request</translation>
    </message>
    <message>
        <source>원함</source>
        <translation>Wanted</translation>
    </message>
    <message>
        <source>응답 지연</source>
        <translation>Slow response</translation>
    </message>
    <message>
        <source>잃음</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>있던 작업에 합류한 변경</source>
        <translation>Changes that joined an existing task</translation>
    </message>
    <message>
        <source>재연결</source>
        <translation>Reconnects</translation>
    </message>
    <message>
        <source>재연결 대기</source>
        <translation>Reconnecting</translation>
    </message>
    <message>
        <source>재연결 뒤 다시 구독</source>
        <translation>Resubscribed after reconnecting</translation>
    </message>
    <message>
        <source>전송 {n}</source>
        <translation>{n} sent</translation>
    </message>
    <message>
        <source>전체</source>
        <translation>all</translation>
    </message>
    <message>
        <source>제한</source>
        <translation>Throttled</translation>
    </message>
    <message>
        <source>중복 {n}</source>
        <translation>{n} duplicates</translation>
    </message>
    <message>
        <source>중지됨</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>지금</source>
        <translation>now</translation>
    </message>
    <message>
        <source>처리 실패</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>체결</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>최근</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>최근 프레임</source>
        <translation>Last frame</translation>
    </message>
    <message>
        <source>프레임</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>합류한 변경의 비율</source>
        <translation>Share of changes that joined</translation>
    </message>
    <message>
        <source>합침</source>
        <translation>Merged</translation>
    </message>
    <message>
        <source>현재가</source>
        <translation>Ticker</translation>
    </message>
    <message>
        <source>호가</source>
        <translation>Order book</translation>
    </message>
    <message>
        <source>화면까지</source>
        <translation>To screen</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>값</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>구독 상태 · subscription state</source>
        <translation>Subscription state</translation>
    </message>
    <message>
        <source>구분</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>대기 작업 · Pending Task</source>
        <translation>Pending Task</translation>
    </message>
    <message>
        <source>연결 상태 · connection state</source>
        <translation>Connection state</translation>
    </message>
    <message>
        <source>요청 제한 · Rate Limiter</source>
        <translation>Rate Limiter</translation>
    </message>
    <message>
        <source>항목</source>
        <translation>Item</translation>
    </message>
</context>
<context>
    <name>EnginePanel</name>
    <message>
        <source>엔진 모니터</source>
        <translation>Engine monitor</translation>
    </message>
</context>
<context>
    <name>ErrorNotice</name>
    <message>
        <source>알림 닫기</source>
        <translation>Close this notice</translation>
    </message>
    <message>
        <source>오류 알림 {count:,}건 – {error}</source>
        <translation>{count:,} errors – {error}</translation>
    </message>
    <message>
        <source>오류가 발생했습니다 – {error}</source>
        <translation>An error occurred – {error}</translation>
    </message>
    <message>
        <source>자세히</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>해결됨 – {error}</source>
        <translation>Resolved – {error}</translation>
    </message>
</context>
<context>
    <name>FaultRow</name>
    <message>
        <source>{count}번 남음</source>
        <translation>{count} left</translation>
    </message>
    <message>
        <source>{fault}: 세부 설정</source>
        <translation>{fault}: details</translation>
    </message>
    <message>
        <source>{name}: {least}부터 {most}까지의 수만 쓸 수 있습니다</source>
        <translation>{name}: only numbers from {least} to {most} can be used</translation>
    </message>
    <message>
        <source>{name}: {most:g}자까지 쓸 수 있습니다</source>
        <translation>{name}: at most {most:g} characters can be used</translation>
    </message>
    <message>
        <source>{seconds}초 남음</source>
        <translation>{seconds} s left</translation>
    </message>
    <message>
        <source>끝남</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>실행</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <source>켜짐</source>
        <translation>On</translation>
    </message>
</context>
<context>
    <name>FaultsPanel</name>
    <message>
        <source>내장 거래소: {reason}</source>
        <translation>Embedded exchange: {reason}</translation>
    </message>
    <message>
        <source>모두 해제</source>
        <translation>Clear all</translation>
    </message>
    <message>
        <source>장애 주입</source>
        <translation>Fault injection</translation>
    </message>
    <message>
        <source>장애는 이 데스크가 직접 실행한 내장 거래소에만 주입할 수 있습니다.</source>
        <translation>Faults can only be injected into the embedded exchange that this desk runs.</translation>
    </message>
    <message>
        <source>켜지지 않았습니다: 해당하는 열린 연결이 없습니다. 대상을 바꾸거나 연결된 뒤에 켜세요.</source>
        <translation>Not switched on: no open connection is concerned. Change its target, or switch it on once connected.</translation>
    </message>
    <message>
        <source>켜진 장애 {count}개</source>
        <translation>Faults on: {count}</translation>
    </message>
    <message>
        <source>켜진 장애 없음</source>
        <translation>No faults on</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>{file}이(가) 이미 있습니다. 바꿀까요?</source>
        <translation>{file} exists already. Replace it?</translation>
    </message>
    <message>
        <source>찾는 곳:</source>
        <translation>Look in:</translation>
    </message>
    <message>
        <source>파일 바꾸기</source>
        <translation>Replace a file</translation>
    </message>
    <message>
        <source>파일 형식:</source>
        <translation>Files of type:</translation>
    </message>
</context>
<context>
    <name>FolderList</name>
    <message>
        <source>폴더 열기</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>폴더를 열 수 없어 경로를 복사했습니다: {path}</source>
        <translation>The folder could not be opened; its path was copied: {path}</translation>
    </message>
</context>
<context>
    <name>IndicatorWindow</name>
    <message>
        <source>기본값으로</source>
        <translation>Defaults</translation>
    </message>
    <message>
        <source>모두 처음대로</source>
        <translation>Reset all</translation>
    </message>
    <message>
        <source>삭제</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>왼쪽에서 골라 추가하세요.</source>
        <translation>Choose one on the left and add it.</translation>
    </message>
    <message>
        <source>이 버전에 없는 지표는 뺐습니다: {names}</source>
        <translation>Left out, not in this version: {names}</translation>
    </message>
    <message>
        <source>이름으로 찾기</source>
        <translation>Find by name</translation>
    </message>
    <message>
        <source>지표</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <source>지표 찾기</source>
        <translation>Find an indicator</translation>
    </message>
    <message>
        <source>지표 추가</source>
        <translation>Add an indicator</translation>
    </message>
    <message>
        <source>지표는 차트마다 {most}개까지입니다. 더 넣으려면 하나를 삭제하세요.</source>
        <translation>A chart holds {most} indicators. Remove one to add another.</translation>
    </message>
    <message>
        <source>차트에 있는 지표</source>
        <translation>On this chart</translation>
    </message>
    <message>
        <source>찾는 지표가 없습니다</source>
        <translation>No such indicator</translation>
    </message>
    <message>
        <source>추가</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>Indicators</name>
    <message>
        <source>%D</source>
        <translation>%D</translation>
    </message>
    <message>
        <source>%D 평균 기간</source>
        <translation>%D smoothing</translation>
    </message>
    <message>
        <source>%K</source>
        <translation>%K</translation>
    </message>
    <message>
        <source>%K 평균 기간</source>
        <translation>%K smoothing</translation>
    </message>
    <message>
        <source>(고가+저가+종가)/3</source>
        <translation>(High + low + close)/3</translation>
    </message>
    <message>
        <source>+DI</source>
        <translation>+DI</translation>
    </message>
    <message>
        <source>-DI</source>
        <translation>-DI</translation>
    </message>
    <message>
        <source>ADX</source>
        <translation>ADX</translation>
    </message>
    <message>
        <source>ATR</source>
        <translation>ATR</translation>
    </message>
    <message>
        <source>ATR 배수</source>
        <translation>ATR multiplier</translation>
    </message>
    <message>
        <source>CCI</source>
        <translation>CCI</translation>
    </message>
    <message>
        <source>MACD</source>
        <translation>MACD</translation>
    </message>
    <message>
        <source>MFI</source>
        <translation>MFI</translation>
    </message>
    <message>
        <source>OBV</source>
        <translation>OBV</translation>
    </message>
    <message>
        <source>RSI</source>
        <translation>RSI</translation>
    </message>
    <message>
        <source>SAR</source>
        <translation>SAR</translation>
    </message>
    <message>
        <source>VWAP</source>
        <translation>VWAP</translation>
    </message>
    <message>
        <source>{name}: {least:g}~{most:g}만 쓸 수 있습니다</source>
        <translation>{name}: only {least:g} to {most:g}</translation>
    </message>
    <message>
        <source>가격 구간 수</source>
        <translation>Price rows</translation>
    </message>
    <message>
        <source>가격 기준</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>가격 위</source>
        <translation>Over the prices</translation>
    </message>
    <message>
        <source>가속도</source>
        <translation>Acceleration</translation>
    </message>
    <message>
        <source>가중이동평균 (WMA)</source>
        <translation>Weighted moving average (WMA)</translation>
    </message>
    <message>
        <source>갈색</source>
        <translation>Brown</translation>
    </message>
    <message>
        <source>거래량 가중 평균가 (VWAP)</source>
        <translation>Volume-weighted average price (VWAP)</translation>
    </message>
    <message>
        <source>거래량 균형 (OBV)</source>
        <translation>On-balance volume (OBV)</translation>
    </message>
    <message>
        <source>기간</source>
        <translation>Periods</translation>
    </message>
    <message>
        <source>기준 기간 (오전 9시 시작)</source>
        <translation>Session (from 09:00 KST)</translation>
    </message>
    <message>
        <source>기준선</source>
        <translation>Base line</translation>
    </message>
    <message>
        <source>기준선 기간</source>
        <translation>Base periods</translation>
    </message>
    <message>
        <source>다른 색…</source>
        <translation>Another colour…</translation>
    </message>
    <message>
        <source>단기 기간</source>
        <translation>Fast periods</translation>
    </message>
    <message>
        <source>돈치안 채널</source>
        <translation>Donchian channel</translation>
    </message>
    <message>
        <source>매물대</source>
        <translation>VPVR</translation>
    </message>
    <message>
        <source>매물대 (보이는 구간)</source>
        <translation>Volume profile (visible range)</translation>
    </message>
    <message>
        <source>밸류 에어리어 (%)</source>
        <translation>Value area (%)</translation>
    </message>
    <message>
        <source>보라</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>보이기</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>볼린저 밴드</source>
        <translation>Bollinger bands</translation>
    </message>
    <message>
        <source>분홍</source>
        <translation>Pink</translation>
    </message>
    <message>
        <source>삭제</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>상단</source>
        <translation>Upper</translation>
    </message>
    <message>
        <source>상대강도지수 (RSI)</source>
        <translation>Relative strength index (RSI)</translation>
    </message>
    <message>
        <source>상승 봉 거래량</source>
        <translation>Volume of rising candles</translation>
    </message>
    <message>
        <source>상승 색</source>
        <translation>Rising colour</translation>
    </message>
    <message>
        <source>상승 추세</source>
        <translation>Rising trend</translation>
    </message>
    <message>
        <source>상품채널지수 (CCI)</source>
        <translation>Commodity channel index (CCI)</translation>
    </message>
    <message>
        <source>선 굵기</source>
        <translation>Line width</translation>
    </message>
    <message>
        <source>선행·후행 이동</source>
        <translation>Displacement</translation>
    </message>
    <message>
        <source>선행스팬 1</source>
        <translation>Leading span A</translation>
    </message>
    <message>
        <source>선행스팬 2</source>
        <translation>Leading span B</translation>
    </message>
    <message>
        <source>선행스팬 2 기간</source>
        <translation>Leading span B periods</translation>
    </message>
    <message>
        <source>설정…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>슈퍼트렌드</source>
        <translation>SuperTrend</translation>
    </message>
    <message>
        <source>스토캐스틱</source>
        <translation>Stochastic</translation>
    </message>
    <message>
        <source>시그널</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>시그널 기간</source>
        <translation>Signal periods</translation>
    </message>
    <message>
        <source>실제 거래대금</source>
        <translation>Actual turnover</translation>
    </message>
    <message>
        <source>아래 창</source>
        <translation>In a pane below</translation>
    </message>
    <message>
        <source>연두</source>
        <translation>Lime</translation>
    </message>
    <message>
        <source>월</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>이동평균 (MA)</source>
        <translation>Moving average (MA)</translation>
    </message>
    <message>
        <source>일목</source>
        <translation>Ichimoku</translation>
    </message>
    <message>
        <source>일목균형표</source>
        <translation>Ichimoku</translation>
    </message>
    <message>
        <source>자금흐름지수 (MFI)</source>
        <translation>Money flow index (MFI)</translation>
    </message>
    <message>
        <source>장기 기간</source>
        <translation>Slow periods</translation>
    </message>
    <message>
        <source>전환선</source>
        <translation>Conversion line</translation>
    </message>
    <message>
        <source>전환선 기간</source>
        <translation>Conversion periods</translation>
    </message>
    <message>
        <source>주</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>주황</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>중심</source>
        <translation>Middle</translation>
    </message>
    <message>
        <source>지수이동평균 (EMA)</source>
        <translation>Exponential moving average (EMA)</translation>
    </message>
    <message>
        <source>지표</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <source>지표 추가·설정…</source>
        <translation>Add and set…</translation>
    </message>
    <message>
        <source>초록</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>최다 거래 가격 (POC)</source>
        <translation>Point of control (POC)</translation>
    </message>
    <message>
        <source>최대 가속도</source>
        <translation>Maximum acceleration</translation>
    </message>
    <message>
        <source>최대 길이 (%)</source>
        <translation>Longest bar (%)</translation>
    </message>
    <message>
        <source>파라볼릭 SAR</source>
        <translation>Parabolic SAR</translation>
    </message>
    <message>
        <source>평균</source>
        <translation>Average</translation>
    </message>
    <message>
        <source>평균 진폭 (ATR)</source>
        <translation>Average true range (ATR)</translation>
    </message>
    <message>
        <source>평균방향지수 (ADX)</source>
        <translation>Average directional index (ADX)</translation>
    </message>
    <message>
        <source>표준편차 배수</source>
        <translation>Standard deviations</translation>
    </message>
    <message>
        <source>픽셀</source>
        <translation> px</translation>
    </message>
    <message>
        <source>하늘</source>
        <translation>Sky</translation>
    </message>
    <message>
        <source>하단</source>
        <translation>Lower</translation>
    </message>
    <message>
        <source>하락 봉 거래량</source>
        <translation>Volume of falling candles</translation>
    </message>
    <message>
        <source>하락 색</source>
        <translation>Falling colour</translation>
    </message>
    <message>
        <source>하락 추세</source>
        <translation>Falling trend</translation>
    </message>
    <message>
        <source>하루</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>회색</source>
        <translation>Grey</translation>
    </message>
    <message>
        <source>후행스팬</source>
        <translation>Lagging span</translation>
    </message>
    <message>
        <source>히스토그램</source>
        <translation>Histogram</translation>
    </message>
</context>
<context>
    <name>Interlude</name>
    <message>
        <source>다시 시도</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>KeyForm</name>
    <message>
        <source>다시 읽기</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>모의 거래소입니다. 실제 업비트 키를 넣지 마세요. 모의 계정은 키 없이 바로 볼 수 있습니다.</source>
        <translation>This is a simulated exchange. Do not enter a real Upbit key. The demo account needs no key.</translation>
    </message>
    <message>
        <source>모의 계정으로 보기</source>
        <translation>Use the demo account</translation>
    </message>
    <message>
        <source>업비트 마이페이지 › Open API 관리에서 &apos;자산조회&apos;와 &apos;주문조회&apos; 권한만 있는 키를 발급해 넣으세요. 출금 권한은 필요하지 않습니다. 허용 IP를 정해 두면 더 안전합니다.</source>
        <translation>Create a key under Upbit My Page › Open API Management with only the permissions to view balances and to view orders, and enter it here. Withdrawal permission is not needed. Restricting the key to your IP address makes it safer.</translation>
    </message>
    <message>
        <source>키 저장</source>
        <translation>Save key</translation>
    </message>
    <message>
        <source>키가 없습니다</source>
        <translation>No API key</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>명령</source>
        <translation>Commands</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>{why}. 넣은 키는 이번 실행에서만 유지됩니다</source>
        <translation>{why}. A key you enter is kept for this run only</translation>
    </message>
    <message>
        <source>고른 드로잉 복사, 붙여 넣기</source>
        <translation>Copy and paste the selected drawing</translation>
    </message>
    <message>
        <source>고른 드로잉 지우기</source>
        <translation>Delete the selected drawing</translation>
    </message>
    <message>
        <source>관심 종목 순서 바꾸기</source>
        <translation>Move in starred markets</translation>
    </message>
    <message>
        <source>관심 종목에 넣기, 빼기</source>
        <translation>Star, unstar</translation>
    </message>
    <message>
        <source>그리기 그만두기, 고르지 않기</source>
        <translation>Stop drawing, deselect</translation>
    </message>
    <message>
        <source>그릴 때 봉의 시·고·저·종에 붙이기</source>
        <translation>Snap drawings to open, high, low, close</translation>
    </message>
    <message>
        <source>누적 호가 값 읽기</source>
        <translation>Read the depth chart</translation>
    </message>
    <message>
        <source>누적 호가 확대, 축소, 모두</source>
        <translation>Depth chart: zoom in, out, all</translation>
    </message>
    <message>
        <source>도구를 고른 뒤: 십자선에 점 찍기</source>
        <translation>With a tool: place a point at the crosshair</translation>
    </message>
    <message>
        <source>드로잉 되돌리기, 다시 하기</source>
        <translation>Undo and redo drawings</translation>
    </message>
    <message>
        <source>드로잉 차례로 고르기</source>
        <translation>Select the next drawing</translation>
    </message>
    <message>
        <source>매도 왼쪽, 매수 오른쪽으로 보기</source>
        <translation>Asks left, bids right</translation>
    </message>
    <message>
        <source>메뉴 열기</source>
        <translation>Open a menu</translation>
    </message>
    <message>
        <source>모의 거래소에서는 키를 저장하지 않습니다. 이번 실행에서만 유지됩니다</source>
        <translation>Keys are not saved on the simulated exchange. This one is kept for this run only</translation>
    </message>
    <message>
        <source>목록</source>
        <translation>Lists</translation>
    </message>
    <message>
        <source>목록 처음으로, 끝으로</source>
        <translation>First, last row</translation>
    </message>
    <message>
        <source>반대 순서로 정렬</source>
        <translation>Sort the other way round</translation>
    </message>
    <message>
        <source>선택한 종목 열기</source>
        <translation>Open the selected market</translation>
    </message>
    <message>
        <source>알림 고치기</source>
        <translation>Edit alert</translation>
    </message>
    <message>
        <source>알림 지우기</source>
        <translation>Delete alert</translation>
    </message>
    <message>
        <source>알림 추가</source>
        <translation>Add alert</translation>
    </message>
    <message>
        <source>알림 켜기, 끄기</source>
        <translation>Switch alert on, off</translation>
    </message>
    <message>
        <source>어디서나</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>열린 패널 앞으로</source>
        <translation>Bring an open panel forward</translation>
    </message>
    <message>
        <source>옆 열로 정렬</source>
        <translation>Sort by the next column</translation>
    </message>
    <message>
        <source>작업 공간 열기</source>
        <translation>Open a workspace</translation>
    </message>
    <message>
        <source>정렬한 열 옮기기</source>
        <translation>Move the sorted column</translation>
    </message>
    <message>
        <source>차트 값 늘이기, 줄이기</source>
        <translation>Stretch or compress the chart&apos;s values</translation>
    </message>
    <message>
        <source>차트 값 옮기기</source>
        <translation>Move the chart&apos;s values</translation>
    </message>
    <message>
        <source>차트 눈금: 일반, 로그, %</source>
        <translation>Chart scale: linear, logarithmic, percent</translation>
    </message>
    <message>
        <source>차트 눈금과 봉 너비 처음대로</source>
        <translation>Reset the scales and the bar width of the chart</translation>
    </message>
    <message>
        <source>차트 봉 단위 바꾸기</source>
        <translation>Change the interval</translation>
    </message>
    <message>
        <source>차트 영역 높이기, 낮추기</source>
        <translation>Make the pane of the chart taller or lower</translation>
    </message>
    <message>
        <source>차트 이동</source>
        <translation>Move in time</translation>
    </message>
    <message>
        <source>차트 처음으로, 최신으로</source>
        <translation>First, newest bar</translation>
    </message>
    <message>
        <source>차트 확대, 축소</source>
        <translation>Zoom in, out</translation>
    </message>
    <message>
        <source>체결 멈춤, 다시 보기</source>
        <translation>Pause or resume trades</translation>
    </message>
    <message>
        <source>체결 시각을 밀리초까지</source>
        <translation>Trade times to the millisecond</translation>
    </message>
    <message>
        <source>체결 최신으로</source>
        <translation>Newest trade</translation>
    </message>
    <message>
        <source>체결을 금액 단계로 거르기</source>
        <translation>Filter trades by tier</translation>
    </message>
    <message>
        <source>키 저장소에서 지우지 못했을 수 있습니다. {why}</source>
        <translation>The key may still be in the key store. {why}</translation>
    </message>
    <message>
        <source>키가 없습니다</source>
        <translation>No API key</translation>
    </message>
    <message>
        <source>패널 메뉴</source>
        <translation>Menu of the panel</translation>
    </message>
    <message>
        <source>한 주문의 체결 합치기</source>
        <translation>Merge prints of one order</translation>
    </message>
    <message>
        <source>한 줄씩 이동</source>
        <translation>Move by a row</translation>
    </message>
    <message>
        <source>한 쪽씩 이동</source>
        <translation>Move by a page</translation>
    </message>
    <message>
        <source>호가 가운데로</source>
        <translation>Centre the order book</translation>
    </message>
    <message>
        <source>호가 모아보기 단위</source>
        <translation>Group the order book</translation>
    </message>
    <message>
        <source>호가 수 줄이기, 늘리기</source>
        <translation>Fewer or more levels</translation>
    </message>
    <message>
        <source>호가 수량, 금액 바꾸기</source>
        <translation>Switch sizes and amounts</translation>
    </message>
    <message>
        <source>호가 위아래로</source>
        <translation>Scroll the order book</translation>
    </message>
    <message>
        <source>환경 변수 {variable}가 없어 키를 사용하지 않았습니다</source>
        <translation>The key was not used: environment variable {variable} is missing</translation>
    </message>
    <message>
        <source>환경 변수의 키는 모의 거래소에서 쓰지 않습니다</source>
        <translation>The key in the environment is not used on the simulated exchange</translation>
    </message>
    <message>
        <source>환경 변수의 키를 이번 실행에만 사용합니다</source>
        <translation>The key in the environment is used for this run only</translation>
    </message>
</context>
<context>
    <name>KeysEditor</name>
    <message>
        <source>단축키를 누르세요</source>
        <translation>Press shortcut</translation>
    </message>
</context>
<context>
    <name>KindGallery</name>
    <message>
        <source>맞는 패널이 없습니다. 다른 말로 찾아 보세요.</source>
        <translation>No panel matches. Try another word.</translation>
    </message>
    <message>
        <source>패널 종류</source>
        <translation>Kinds of panel</translation>
    </message>
    <message>
        <source>패널 종류 검색</source>
        <translation>Search kinds of panel</translation>
    </message>
</context>
<context>
    <name>LinkWords</name>
    <message>
        <source>{n}초 후 재시도</source>
        <translation>retrying in {n} s</translation>
    </message>
    <message>
        <source>{time}까지 대기</source>
        <translation>Waiting until {time}</translation>
    </message>
    <message>
        <source>○ 연결 없음</source>
        <translation>○ Not connected</translation>
    </message>
    <message>
        <source>● 내 계정 {state}</source>
        <translation>● Account: {state}</translation>
    </message>
    <message>
        <source>● 데이터 누락</source>
        <translation>● Data missing</translation>
    </message>
    <message>
        <source>● 데이터 멈춤 · 거래소에 확인하는 중</source>
        <translation>● Data stopped · checking with the exchange</translation>
    </message>
    <message>
        <source>● 연결 중</source>
        <translation>● Connecting</translation>
    </message>
    <message>
        <source>● 연결 중지됨</source>
        <translation>● Connection stopped</translation>
    </message>
    <message>
        <source>● 연결됨</source>
        <translation>● Connected</translation>
    </message>
    <message>
        <source>● 연결됨 · 데이터 없음</source>
        <translation>● Connected · no data</translation>
    </message>
    <message>
        <source>● 연결됨 · 요청 한도로 {n}초 후 요청</source>
        <translation>● Connected · requests in {n} s (rate limit)</translation>
    </message>
    <message>
        <source>● 응답 지연</source>
        <translation>● Slow response</translation>
    </message>
    <message>
        <source>재연결 {n}번째</source>
        <translation>Reconnecting, attempt {n}</translation>
    </message>
</context>
<context>
    <name>Linking</name>
    <message>
        <source>이 패널에는 봉 단위가 없습니다. 차트를 누르고 다시 해 보세요.</source>
        <translation>This panel has no candle interval. Click a chart and try again.</translation>
    </message>
    <message>
        <source>이 패널은 종목 하나를 보여 주지 않습니다. 종목이 있는 패널을 누르고 다시 해 보세요.</source>
        <translation>This panel does not show one market. Click a panel with a market and try again.</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>그룹 {group}</source>
        <translation>Group {group}</translation>
    </message>
    <message>
        <source>봉 단위 연결</source>
        <translation>Link interval</translation>
    </message>
    <message>
        <source>연결 없음</source>
        <translation>Not linked</translation>
    </message>
    <message>
        <source>종목 고정</source>
        <translation>Pin market</translation>
    </message>
    <message>
        <source>종목 연결</source>
        <translation>Link market</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Hoga 호가</source>
        <translation>Hoga</translation>
    </message>
</context>
<context>
    <name>Market</name>
    <message>
        <source>가격 급등락</source>
        <translation>sharp price moves</translation>
    </message>
    <message>
        <source>거래 상태 확인</source>
        <translation>Check trading status</translation>
    </message>
    <message>
        <source>거래 시작 전</source>
        <translation>Not trading yet</translation>
    </message>
    <message>
        <source>거래 정지</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>거래량 급등</source>
        <translation>trading volume surge</translation>
    </message>
    <message>
        <source>거래소가 거래를 일시 정지한 종목입니다</source>
        <translation>The exchange has suspended trading in this market</translation>
    </message>
    <message>
        <source>거래지원 종료</source>
        <translation>Delisted</translation>
    </message>
    <message>
        <source>거래지원 종료 {day}</source>
        <translation>Delists on {day}</translation>
    </message>
    <message>
        <source>거래지원이 종료된 종목입니다</source>
        <translation>This market has been delisted</translation>
    </message>
    <message>
        <source>거래지원이 종료된 종목입니다
거래소의 목록에 없습니다</source>
        <translation>This market has been delisted
It is not in the exchange&apos;s list</translation>
    </message>
    <message>
        <source>글로벌 시세 차이</source>
        <translation>differs from global price</translation>
    </message>
    <message>
        <source>사유 확인 필요</source>
        <translation>reason unknown</translation>
    </message>
    <message>
        <source>소수 계정 집중</source>
        <translation>concentrated in few accounts</translation>
    </message>
    <message>
        <source>아직 거래가 시작되지 않은 종목입니다</source>
        <translation>Trading in this market has not started yet</translation>
    </message>
    <message>
        <source>유의</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>유의 종목</source>
        <translation>Trading warning</translation>
    </message>
    <message>
        <source>입금량 급등</source>
        <translation>deposit surge</translation>
    </message>
    <message>
        <source>정</source>
        <translation>H</translation>
    </message>
    <message>
        <source>정지</source>
        <translation>Halted</translation>
    </message>
    <message>
        <source>종</source>
        <translation>D</translation>
    </message>
    <message>
        <source>종료</source>
        <translation>Delists</translation>
    </message>
    <message>
        <source>종료됨</source>
        <translation>Delisted</translation>
    </message>
    <message>
        <source>주의</source>
        <translation>Caution</translation>
    </message>
    <message>
        <source>주의 종목: {reasons}</source>
        <translation>Caution: {reasons}</translation>
    </message>
    <message>
        <source>준</source>
        <translation>P</translation>
    </message>
    <message>
        <source>준비</source>
        <translation>Pre</translation>
    </message>
    <message>
        <source>확</source>
        <translation>?</translation>
    </message>
    <message>
        <source>확인</source>
        <translation>Check</translation>
    </message>
</context>
<context>
    <name>MarketHeader</name>
    <message>
        <source>52주</source>
        <translation>52 weeks</translation>
    </message>
    <message>
        <source>{hours}시간 {minutes}분</source>
        <translation>{hours}h {minutes}m</translation>
    </message>
    <message>
        <source>{minutes}분</source>
        <translation>{minutes}m</translation>
    </message>
    <message>
        <source>{seconds}초</source>
        <translation>{seconds}s</translation>
    </message>
    <message>
        <source>{time} 마감까지</source>
        <translation>To {time} close</translation>
    </message>
    <message>
        <source>값</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>거래대금</source>
        <translation>Turnover</translation>
    </message>
    <message>
        <source>거래대금(24h)</source>
        <translation>Turnover (24h)</translation>
    </message>
    <message>
        <source>거래량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>거래량(24h)</source>
        <translation>Volume (24h)</translation>
    </message>
    <message>
        <source>고가</source>
        <translation>High</translation>
    </message>
    <message>
        <source>알림</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>유의·주의</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>저가</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>전일대비</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>항목</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>현재가</source>
        <translation>Price</translation>
    </message>
</context>
<context>
    <name>MarketHeaderPanel</name>
    <message>
        <source>52주 최고 {high} · 최저 {low}</source>
        <translation>52-week high {high} · low {low}</translation>
    </message>
    <message>
        <source>{market} · 현재가</source>
        <translation>{market} · Quote</translation>
    </message>
    <message>
        <source>값 복사</source>
        <translation>Copy values</translation>
    </message>
    <message>
        <source>다시 시도</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>모의로 전환</source>
        <translation>Switch to simulated</translation>
    </message>
</context>
<context>
    <name>MarketLoading</name>
    <message>
        <source>{time}에 다시 시도</source>
        <translation>retrying at {time}</translation>
    </message>
    <message>
        <source>거래소가 빈 목록을 보냈습니다</source>
        <translation>The exchange sent an empty list</translation>
    </message>
    <message>
        <source>종목 목록을 불러오지 못함</source>
        <translation>The market list could not be loaded</translation>
    </message>
    <message>
        <source>종목 목록을 새로 고치지 못함</source>
        <translation>The market list could not be refreshed</translation>
    </message>
</context>
<context>
    <name>MarketSearch</name>
    <message>
        <source>결과 없음</source>
        <translation>No results</translation>
    </message>
    <message>
        <source>이름, 심볼, 초성 검색</source>
        <translation>Search name or symbol</translation>
    </message>
    <message>
        <source>종목 목록을 불러오는 중</source>
        <translation>Loading the list of markets</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>거래소(&amp;X)</source>
        <translation>E&amp;xchange</translation>
    </message>
    <message>
        <source>글자, 테마, 언어</source>
        <translation>Text, theme and language</translation>
    </message>
    <message>
        <source>도움말(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>보기(&amp;V)</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>열린 패널</source>
        <translation>Open panels</translation>
    </message>
    <message>
        <source>작업 공간(&amp;W)</source>
        <translation>&amp;Workspaces</translation>
    </message>
    <message>
        <source>패널(&amp;P)</source>
        <translation>&amp;Panels</translation>
    </message>
</context>
<context>
    <name>MyOrdersPanel</name>
    <message>
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>구분</source>
        <translation>Side</translation>
    </message>
    <message>
        <source>대기</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <source>미체결</source>
        <translation>Open orders</translation>
    </message>
    <message>
        <source>미체결 ({count})</source>
        <translation>Open orders ({count})</translation>
    </message>
    <message>
        <source>미체결 주문이 없습니다</source>
        <translation>No open orders</translation>
    </message>
    <message>
        <source>상태</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>수량</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>시장가</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>예약</source>
        <translation>Conditional</translation>
    </message>
    <message>
        <source>유형</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>자전거래 방지</source>
        <translation>Self-trade prevented</translation>
    </message>
    <message>
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>주문 시각</source>
        <translation>Ordered at</translation>
    </message>
    <message>
        <source>지정가</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>체결 중</source>
        <translation>Filling</translation>
    </message>
    <message>
        <source>체결량</source>
        <translation>Filled</translation>
    </message>
    <message>
        <source>체결률</source>
        <translation>Filled %</translation>
    </message>
    <message>
        <source>최유리</source>
        <translation>Best</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>같은 이름의 작업 공간이 있습니다. 다른 이름을 입력하세요.</source>
        <translation>Another workspace has this name. Enter a different one.</translation>
    </message>
    <message>
        <source>이름</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>이름을 입력하세요.</source>
        <translation>Enter a name.</translation>
    </message>
</context>
<context>
    <name>OrderBookMarks</name>
    <message>
        <source>고</source>
        <translation>H</translation>
    </message>
    <message>
        <source>고가</source>
        <translation>High</translation>
    </message>
    <message>
        <source>내</source>
        <translation>M</translation>
    </message>
    <message>
        <source>내 매도 주문</source>
        <translation>My sell order</translation>
    </message>
    <message>
        <source>내 매수 주문</source>
        <translation>My buy order</translation>
    </message>
    <message>
        <source>내 평균 매수가</source>
        <translation>My average buy price</translation>
    </message>
    <message>
        <source>시</source>
        <translation>O</translation>
    </message>
    <message>
        <source>시가</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>저</source>
        <translation>L</translation>
    </message>
    <message>
        <source>저가</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>전</source>
        <translation>C</translation>
    </message>
    <message>
        <source>전일 종가</source>
        <translation>Previous close</translation>
    </message>
    <message>
        <source>평</source>
        <translation>A</translation>
    </message>
</context>
<context>
    <name>OrderBookPainter</name>
    <message>
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>고정</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>구분</source>
        <translation>Side</translation>
    </message>
    <message>
        <source>금액</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>누적</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>매도</source>
        <translation>Ask</translation>
    </message>
    <message>
        <source>매도 {size}</source>
        <translation>Ask {size}</translation>
    </message>
    <message>
        <source>매수</source>
        <translation>Bid</translation>
    </message>
    <message>
        <source>매수 {size}</source>
        <translation>Bid {size}</translation>
    </message>
    <message>
        <source>묶음 차이 {price}</source>
        <translation>Grouped spread {price}</translation>
    </message>
    <message>
        <source>잔량</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>전일대비</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>차이 {price}</source>
        <translation>Spread {price}</translation>
    </message>
    <message>
        <source>체결강도 {percent}</source>
        <translation>Bought/sold {percent}</translation>
    </message>
    <message>
        <source>최우선 매도 {price} 잔량 {size}</source>
        <translation>best ask {price} size {size}</translation>
    </message>
    <message>
        <source>최우선 매수 {price} 잔량 {size}</source>
        <translation>best bid {price} size {size}</translation>
    </message>
    <message>
        <source>표시</source>
        <translation>Marks</translation>
    </message>
    <message>
        <source>현재가 {price} {change}</source>
        <translation>Last {price} {change}</translation>
    </message>
</context>
<context>
    <name>OrderBookPanel</name>
    <message>
        <source>{count}호가</source>
        <translation>{count} levels</translation>
    </message>
    <message>
        <source>{market} · 호가</source>
        <translation>{market} · Order book</translation>
    </message>
    <message>
        <source>{price} 단위</source>
        <translation>By {price}</translation>
    </message>
    <message>
        <source>{price}에 알림…</source>
        <translation>Alert at {price}…</translation>
    </message>
    <message>
        <source>가운데</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>가운데로</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>금액</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>금액으로 보기</source>
        <translation>Show amounts</translation>
    </message>
    <message>
        <source>매도 왼쪽, 매수 오른쪽</source>
        <translation>Asks left, bids right</translation>
    </message>
    <message>
        <source>매도 왼쪽, 매수 오른쪽 (/)</source>
        <translation>Asks left, bids right (/)</translation>
    </message>
    <message>
        <source>모아보기</source>
        <translation>Group by</translation>
    </message>
    <message>
        <source>모아보기 없음</source>
        <translation>Ungrouped</translation>
    </message>
    <message>
        <source>모아보기: 누를 때마다 다음 단위 (+ -)</source>
        <translation>Group by: each press takes the next step (+ -)</translation>
    </message>
    <message>
        <source>수량 대신 금액 (*)</source>
        <translation>Amounts instead of sizes (*)</translation>
    </message>
    <message>
        <source>양쪽</source>
        <translation>Two sides</translation>
    </message>
    <message>
        <source>한쪽에 보이는 호가 수 ([ ])</source>
        <translation>Levels per side ([ ])</translation>
    </message>
    <message>
        <source>호가 가운데로 (Home)</source>
        <translation>Back to the spread (Home)</translation>
    </message>
    <message>
        <source>호가 수</source>
        <translation>Levels</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>다시 시도</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>모의로 전환</source>
        <translation>Switch to simulated</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>↑↓ 고르기 · Enter 실행 · Ctrl+Enter 새 차트로 · Esc 닫기</source>
        <translation>↑↓ select · Enter run · Ctrl+Enter in a new chart · Esc close</translation>
    </message>
    <message>
        <source>결과 없음</source>
        <translation>No results</translation>
    </message>
    <message>
        <source>결과 없음 · 종목 목록을 아직 불러오지 못했습니다</source>
        <translation>No results · The market list is not loaded yet</translation>
    </message>
    <message>
        <source>명령</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>설정</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>열린 패널</source>
        <translation>Open panels</translation>
    </message>
    <message>
        <source>자주 쓰는 명령</source>
        <translation>Often used</translation>
    </message>
    <message>
        <source>작업 공간</source>
        <translation>Workspaces</translation>
    </message>
    <message>
        <source>종목</source>
        <translation>Markets</translation>
    </message>
    <message>
        <source>종목, 패널, 명령, 설정 찾기</source>
        <translation>Find markets, panels, commands, settings</translation>
    </message>
    <message>
        <source>찾은 것</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>최근에 고른 것</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>통합 검색</source>
        <translation>Find anything</translation>
    </message>
    <message>
        <source>흐린 가격은 늦거나 멈춘 시세입니다</source>
        <translation>Faint prices are late or have stopped</translation>
    </message>
</context>
<context>
    <name>PaneButtons</name>
    <message>
        <source>설정</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>아래로 옮기기</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>없애기</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>위로 옮기기</source>
        <translation>Move up</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>{n}분 전</source>
        <translation>{n} min ago</translation>
    </message>
    <message>
        <source>{n}시간 전</source>
        <translation>{n} h ago</translation>
    </message>
    <message>
        <source>{n}초 전</source>
        <translation>{n} s ago</translation>
    </message>
    <message>
        <source>{seconds}초 후 재시도</source>
        <translation>retrying in {seconds} s</translation>
    </message>
    <message>
        <source>{source}에 없는 종목: {code}</source>
        <translation>Not listed at {source}: {code}</translation>
    </message>
    <message>
        <source>{time} 늦은 데이터</source>
        <translation>Data is {time} late</translation>
    </message>
    <message>
        <source>{time}까지 대기</source>
        <translation>Waiting until {time}</translation>
    </message>
    <message>
        <source>거래소 시각 오류 {count}건</source>
        <translation>Wrong timestamps: {count}</translation>
    </message>
    <message>
        <source>거래소가 구독을 거절함</source>
        <translation>The exchange refused the subscription</translation>
    </message>
    <message>
        <source>거래소가 데이터를 보내지 않아 다시 요청합니다</source>
        <translation>The exchange sends no data; requesting again</translation>
    </message>
    <message>
        <source>거래소가 이 종목의 데이터를 보내지 않습니다</source>
        <translation>The exchange sends no data for this market</translation>
    </message>
    <message>
        <source>거래소가 이 주소의 연결을 잠시 막았습니다</source>
        <translation>The exchange has blocked connections from this address for a while</translation>
    </message>
    <message>
        <source>거래소가 일부 데이터를 보내지 않습니다</source>
        <translation>The exchange leaves out some of the data</translation>
    </message>
    <message>
        <source>거래소에 확인하는 중</source>
        <translation>checking with the exchange</translation>
    </message>
    <message>
        <source>거래소의 요청 한도 때문에 {seconds}초 뒤에 요청합니다</source>
        <translation>Requested in {seconds} s, because of the exchange&apos;s rate limit</translation>
    </message>
    <message>
        <source>다시 불러오는 중</source>
        <translation>Reloading</translation>
    </message>
    <message>
        <source>데이터 누락</source>
        <translation>Data missing</translation>
    </message>
    <message>
        <source>데이터가 멈춤</source>
        <translation>Data has stopped</translation>
    </message>
    <message>
        <source>마지막 수신 {time}</source>
        <translation>last received {time}</translation>
    </message>
    <message>
        <source>받은 것 없음</source>
        <translation>nothing received</translation>
    </message>
    <message>
        <source>방금</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>불러오는 중</source>
        <translation>Loading</translation>
    </message>
    <message>
        <source>손상된 데이터 {count}건 제외</source>
        <translation>Damaged data left out: {count}</translation>
    </message>
    <message>
        <source>손상된 현재가 데이터 {count}건 제외</source>
        <translation>Damaged price data left out: {count}</translation>
    </message>
    <message>
        <source>알 수 없는 종목: {code}</source>
        <translation>Unknown market: {code}</translation>
    </message>
    <message>
        <source>연결 끊김</source>
        <translation>Disconnected</translation>
    </message>
    <message>
        <source>연결 중지됨</source>
        <translation>Connection stopped</translation>
    </message>
    <message>
        <source>연결하지 못함</source>
        <translation>Could not connect</translation>
    </message>
    <message>
        <source>응답 없음</source>
        <translation>No response</translation>
    </message>
    <message>
        <source>응답 없음 – 종목 코드를 확인하세요</source>
        <translation>No response – check the market code</translation>
    </message>
    <message>
        <source>응답 지연</source>
        <translation>Slow response</translation>
    </message>
    <message>
        <source>표시하지 못함</source>
        <translation>Cannot be displayed</translation>
    </message>
</context>
<context>
    <name>PanelHeader</name>
    <message>
        <source>봉 단위 연결: {group}</source>
        <translation>Interval link: {group}</translation>
    </message>
    <message>
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>종목 고정</source>
        <translation>Pin market</translation>
    </message>
    <message>
        <source>종목 고정 풀기</source>
        <translation>Unpin market</translation>
    </message>
    <message>
        <source>종목 연결: {group}</source>
        <translation>Market link: {group}</translation>
    </message>
</context>
<context>
    <name>PanelMenu</name>
    <message>
        <source>{kind} 열기</source>
        <translation>Open {kind}</translation>
    </message>
    <message>
        <source>관심 종목</source>
        <translation>Starred</translation>
    </message>
    <message>
        <source>띄우기</source>
        <translation>Float</translation>
    </message>
    <message>
        <source>붙이기</source>
        <translation>Dock</translation>
    </message>
    <message>
        <source>알림 추가…</source>
        <translation>Add alert…</translation>
    </message>
    <message>
        <source>코드 복사</source>
        <translation>Copy code</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>고른 종목이 없습니다. 종목이 있는 패널이나 목록의 줄을 누르고 다시 해 보세요.</source>
        <translation>No market is selected. Click a panel with a market or a row of a list and try again.</translation>
    </message>
    <message>
        <source>고른 패널이 없습니다. 패널을 누르고 다시 해 보세요.</source>
        <translation>No panel is active. Click a panel and try again.</translation>
    </message>
    <message>
        <source>되돌릴 것이 없습니다.</source>
        <translation>There is nothing to undo.</translation>
    </message>
    <message>
        <source>아래 줄에 알림이 없습니다.</source>
        <translation>The line below says nothing.</translation>
    </message>
    <message>
        <source>열린 차트가 없습니다. 차트를 열고 다시 해 보세요.</source>
        <translation>No chart is open. Open a chart and try again.</translation>
    </message>
    <message>
        <source>이 패널에는 표로 볼 값이 없습니다. 다른 패널을 누르고 다시 해 보세요.</source>
        <translation>This panel has no values to show as a table. Click another panel and try again.</translation>
    </message>
    <message>
        <source>종목 목록을 불러왔습니다. 종목 {count:,}개입니다.</source>
        <translation>Loaded the market list: {count:,} markets.</translation>
    </message>
    <message>
        <source>종목 목록을 새로 고쳤습니다. 새 종목 {new:,}개, 없어진 종목 {gone:,}개입니다.</source>
        <translation>Reloaded the market list: {new:,} new, {gone:,} gone.</translation>
    </message>
    <message>
        <source>종목 목록을 새로 고쳤습니다. 종목 {count:,}개, 바뀐 것이 없습니다.</source>
        <translation>Reloaded the market list: {count:,} markets, nothing has changed.</translation>
    </message>
    <message>
        <source>종목 목록을 새로 고쳤습니다. 종목의 이름이나 유의·주의가 바뀌었습니다.</source>
        <translation>Reloaded the market list: names or warnings have changed.</translation>
    </message>
    <message>
        <source>창에 떠 있는 알림이 없습니다.</source>
        <translation>No alert is shown in the window.</translation>
    </message>
</context>
<context>
    <name>PrivatePanel</name>
    <message>
        <source>불러오지 못함: {reason}</source>
        <translation>Could not be loaded: {reason}</translation>
    </message>
    <message>
        <source>손상된 데이터 {count}건 제외</source>
        <translation>Damaged data left out: {count}</translation>
    </message>
    <message>
        <source>이 거래소의 키를 이 컴퓨터에서 지울까요?
Secret Key는 업비트에서 다시 볼 수 없습니다.</source>
        <translation>Delete the key of this exchange from this computer?
Upbit does not show a Secret Key a second time.</translation>
    </message>
    <message>
        <source>키 삭제</source>
        <translation>Delete key</translation>
    </message>
    <message>
        <source>키 삭제…</source>
        <translation>Delete key…</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>최근 10분 · 패널별 지연</source>
        <translation>Last ten minutes · latency of panels</translation>
    </message>
    <message>
        <source>패널별 지연</source>
        <translation>Latency of panels</translation>
    </message>
</context>
<context>
    <name>ResetButtons</name>
    <message>
        <source>되돌리기</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>모두 기본값으로</source>
        <translation>Restore all defaults</translation>
    </message>
    <message>
        <source>모두 기본값으로 하기 전의 설정으로 되돌립니다.</source>
        <translation>Brings back the settings before all defaults were restored.</translation>
    </message>
    <message>
        <source>모든 설정을 기본값으로 되돌릴까요? API 키와 화면 배치는 그대로 둡니다.</source>
        <translation>Restore the defaults of all settings? API keys and the layout stay as they are.</translation>
    </message>
    <message>
        <source>취소</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>ReturnButton</name>
    <message>
        <source>가장 최근 봉으로 가서 따라갑니다 (End)</source>
        <translation>Go to the newest candle and follow it (End)</translation>
    </message>
    <message>
        <source>따라가기 ▶</source>
        <translation>Follow ▶</translation>
    </message>
    <message>
        <source>최신으로 ▶</source>
        <translation>Latest ▶</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>기본값</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>쓸 수 없는 값입니다. 쓸 수 있는 값: {allowed}</source>
        <translation>This value cannot be used. Allowed: {allowed}</translation>
    </message>
    <message>
        <source>없음</source>
        <translation>none</translation>
    </message>
    <message>
        <source>지금 쓰는 값: {value}</source>
        <translation>In use: {value}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Hoga 정보</source>
        <translation>About Hoga</translation>
    </message>
    <message>
        <source>거래소 연결이 끊기거나 멈추면 시스템 알림음을 한 번 냅니다.</source>
        <translation>Plays the system&apos;s alert once when the connection is lost or stopped.</translation>
    </message>
    <message>
        <source>거래소의 요청 제한(초당 5회, 분당 100회)으로 이보다 오래 기다리면 알립니다. 요청은 버리지 않습니다.</source>
        <translation>Warns when a request waits longer than this for the exchange&apos;s rate limit (5 a second, 100 a minute). No request is dropped.</translation>
    </message>
    <message>
        <source>고대비</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>관심 종목에 넣기·빼기</source>
        <translation>Add to or remove from favourites</translation>
    </message>
    <message>
        <source>구독 변경을 모으는 시간 · debounce_delay</source>
        <translation>Time to collect subscription changes · debounce_delay</translation>
    </message>
    <message>
        <source>그리기 도구 막대 보이기·숨기기</source>
        <translation>Show or hide the drawing toolbar</translation>
    </message>
    <message>
        <source>그리기 자석 켜기·끄기</source>
        <translation>Turn the drawing magnet on or off</translation>
    </message>
    <message>
        <source>글자 작게</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>글자 크게</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>글자 크기</source>
        <translation>Font size</translation>
    </message>
    <message>
        <source>글자 크기 처음대로</source>
        <translation>Usual text size</translation>
    </message>
    <message>
        <source>기본 배치로 초기화</source>
        <translation>Reset to default layout</translation>
    </message>
    <message>
        <source>기본 종목</source>
        <translation>Default market</translation>
    </message>
    <message>
        <source>기본 화면</source>
        <translation>The default desk</translation>
    </message>
    <message>
        <source>끝내기</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>다음 언어</source>
        <translation>Next language</translation>
    </message>
    <message>
        <source>다음 작업 공간</source>
        <translation>Next workspace</translation>
    </message>
    <message>
        <source>다음 테마</source>
        <translation>Next theme</translation>
    </message>
    <message>
        <source>다음에 시작할 때 화면을 짧게 안내합니다. 안내를 마치거나 건너뛰면 꺼집니다.</source>
        <translation>Shows a short tour of the window at the next start. Finishing or skipping the tour turns this off.</translation>
    </message>
    <message>
        <source>단축키</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>데이터 나이와 지연</source>
        <translation>Age and latency of data</translation>
    </message>
    <message>
        <source>데이터 나이와 지연 보기, 숨기기</source>
        <translation>Show or hide age and latency of data</translation>
    </message>
    <message>
        <source>되돌리기: 닫기·배치·삭제·초기화</source>
        <translation>Undo close, move, delete or reset</translation>
    </message>
    <message>
        <source>드로잉 모두 보이기·숨기기</source>
        <translation>Show or hide all drawings</translation>
    </message>
    <message>
        <source>마지막 화면</source>
        <translation>The desk as you left it</translation>
    </message>
    <message>
        <source>모든 패널의 글자 크기입니다.</source>
        <translation>The size of the text in all panels.</translation>
    </message>
    <message>
        <source>모의</source>
        <translation>Simulated</translation>
    </message>
    <message>
        <source>모의 거래소의 모의 계정을 시작할 때 엽니다. &apos;모의 계정으로 보기&apos;를 누르면 켜지고, 키를 지우면 꺼집니다.</source>
        <translation>Opens the demo account of the simulated exchange at the start. &apos;Use the demo account&apos; turns it on, deleting the key off.</translation>
    </message>
    <message>
        <source>모의 계정 열기</source>
        <translation>Open the demo account</translation>
    </message>
    <message>
        <source>받은 봉을 이 크기까지 디스크에 저장해 다음에 시작할 때 차트를 바로 보여 줍니다. 넘치면 오래 쓰지 않은 종목부터 지웁니다. 0이면 저장하지 않습니다.</source>
        <translation>Keeps up to this much of the loaded candles on disk, so that the next start shows charts at once. Beyond it, the markets used least recently go first. 0 keeps none.</translation>
    </message>
    <message>
        <source>밝게</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>방금 울린 알림 10분 쉬기</source>
        <translation>Snooze newest alert for 10 min</translation>
    </message>
    <message>
        <source>보이는 봉 저장…</source>
        <translation>Save visible candles…</translation>
    </message>
    <message>
        <source>봉 모양: {kind}</source>
        <translation>Chart type: {kind}</translation>
    </message>
    <message>
        <source>봉을 저장할 크기</source>
        <translation>Space for candles</translation>
    </message>
    <message>
        <source>불러온 봉 저장…</source>
        <translation>Save loaded candles…</translation>
    </message>
    <message>
        <source>상승·하락 색</source>
        <translation>Up and down colours</translation>
    </message>
    <message>
        <source>새 {kind} 패널</source>
        <translation>New {kind} panel</translation>
    </message>
    <message>
        <source>새 작업 공간…</source>
        <translation>New workspace…</translation>
    </message>
    <message>
        <source>색각 보정</source>
        <translation>Colour-blind safe</translation>
    </message>
    <message>
        <source>설정…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>시각을 보여 주는 시간대입니다. 일·주·월봉은 언제나 거래소의 하루(09:00 KST)를 따릅니다.</source>
        <translation>The time zone of all times shown. Candles of days, weeks and months always follow the exchange&apos;s day (09:00 KST).</translation>
    </message>
    <message>
        <source>시간대</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>시세 출처</source>
        <translation>Price source</translation>
    </message>
    <message>
        <source>시세가 오는 동안 이 간격으로 연결을 확인합니다. 연결이 불안정하면 줄이세요.</source>
        <translation>While prices arrive, the connection is checked at this interval. Shorten it on an unstable connection.</translation>
    </message>
    <message>
        <source>시세를 어디에서 받을지 정합니다. 모의 거래소는 이 컴퓨터 안에서만 돌아갑니다.</source>
        <translation>Where prices come from. The simulated exchange runs on this computer only.</translation>
    </message>
    <message>
        <source>시스템 설정</source>
        <translation>System setting</translation>
    </message>
    <message>
        <source>시작할 때</source>
        <translation>At start</translation>
    </message>
    <message>
        <source>시작할 때 안내 보기</source>
        <translation>Show the tour at start</translation>
    </message>
    <message>
        <source>실제 시세와 모의 시세 바꾸기</source>
        <translation>Switch between real and simulated quotes</translation>
    </message>
    <message>
        <source>아래 줄의 알림 닫기</source>
        <translation>Notice at bottom: close</translation>
    </message>
    <message>
        <source>아래 줄의 알림 자세히</source>
        <translation>Notice at bottom: details</translation>
    </message>
    <message>
        <source>안내 둘러보기</source>
        <translation>Tour</translation>
    </message>
    <message>
        <source>알림 추가…</source>
        <translation>Add alert…</translation>
    </message>
    <message>
        <source>알림을 알리는 방법…</source>
        <translation>Alert notifications…</translation>
    </message>
    <message>
        <source>어둡게</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>언어</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>업비트</source>
        <translation>Upbit</translation>
    </message>
    <message>
        <source>업비트 싱가포르</source>
        <translation>Upbit Singapore</translation>
    </message>
    <message>
        <source>업비트 인도네시아</source>
        <translation>Upbit Indonesia</translation>
    </message>
    <message>
        <source>업비트 태국</source>
        <translation>Upbit Thailand</translation>
    </message>
    <message>
        <source>엔진 모니터 열기</source>
        <translation>Open engine monitor</translation>
    </message>
    <message>
        <source>연결 확인 간격 · heartbeat_interval</source>
        <translation>Connection check interval · heartbeat_interval</translation>
    </message>
    <message>
        <source>연결이 끊기면 소리</source>
        <translation>Sound on disconnection</translation>
    </message>
    <message>
        <source>요청 제한 대기 알림 · max_wait</source>
        <translation>Rate limit warning · max_wait</translation>
    </message>
    <message>
        <source>울린 알림 창에서 치우기</source>
        <translation>Close alerts shown in window</translation>
    </message>
    <message>
        <source>이 컴퓨터의 시간</source>
        <translation>This computer&apos;s time</translation>
    </message>
    <message>
        <source>이전 작업 공간</source>
        <translation>Previous workspace</translation>
    </message>
    <message>
        <source>작업 공간 가져오기…</source>
        <translation>Import workspace…</translation>
    </message>
    <message>
        <source>작업 공간 내보내기…</source>
        <translation>Export workspace…</translation>
    </message>
    <message>
        <source>작업 공간 복제</source>
        <translation>Duplicate workspace</translation>
    </message>
    <message>
        <source>작업 공간 삭제</source>
        <translation>Delete workspace</translation>
    </message>
    <message>
        <source>작업 공간 이름 바꾸기…</source>
        <translation>Rename workspace…</translation>
    </message>
    <message>
        <source>전체 화면</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>종목 검색</source>
        <translation>Find market</translation>
    </message>
    <message>
        <source>종목 목록 새로 고침</source>
        <translation>Reload market list</translation>
    </message>
    <message>
        <source>종목을 고르지 않고 연 패널의 종목입니다. 비워 두면 출처에 맞는 종목(업비트는 KRW-BTC)입니다.</source>
        <translation>The market of a panel opened without one. Empty: the usual market of the source (KRW-BTC on Upbit).</translation>
    </message>
    <message>
        <source>차트 그림 복사</source>
        <translation>Copy picture of the chart</translation>
    </message>
    <message>
        <source>차트 그림 저장…</source>
        <translation>Save picture of the chart…</translation>
    </message>
    <message>
        <source>차트 지표…</source>
        <translation>Chart indicators…</translation>
    </message>
    <message>
        <source>차트 표시: {mark} 켜기·끄기</source>
        <translation>Chart marks: {mark} on or off</translation>
    </message>
    <message>
        <source>차트: {mode}</source>
        <translation>Chart: {mode}</translation>
    </message>
    <message>
        <source>차트에 그리기: {tool}</source>
        <translation>Draw on the chart: {tool}</translation>
    </message>
    <message>
        <source>차트에 종목 비교…</source>
        <translation>Compare the chart with a market…</translation>
    </message>
    <message>
        <source>차트에서 거리 재기</source>
        <translation>Measure in the chart</translation>
    </message>
    <message>
        <source>차트의 거래 없는 구간 잇기·비우기</source>
        <translation>Chart: line or gap where nobody traded</translation>
    </message>
    <message>
        <source>차트의 거래량 보이기·숨기기</source>
        <translation>Show or hide volumes of the chart</translation>
    </message>
    <message>
        <source>차트의 구간 확대</source>
        <translation>Zoom to a span of the chart</translation>
    </message>
    <message>
        <source>차트의 봉 단위 연결…</source>
        <translation>Link the chart&apos;s interval…</translation>
    </message>
    <message>
        <source>차트의 봉 단위: {unit}</source>
        <translation>Chart interval: {unit}</translation>
    </message>
    <message>
        <source>차트의 봉 모양…</source>
        <translation>Chart type…</translation>
    </message>
    <message>
        <source>차트의 종목 비교 빼기</source>
        <translation>Remove the comparison from the chart</translation>
    </message>
    <message>
        <source>차트의 최신 봉으로</source>
        <translation>Newest candle of the chart</translation>
    </message>
    <message>
        <source>테마</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>통합 검색…</source>
        <translation>Find anything…</translation>
    </message>
    <message>
        <source>패널 닫기</source>
        <translation>Close panel</translation>
    </message>
    <message>
        <source>패널 띄우기·붙이기</source>
        <translation>Float or dock panel</translation>
    </message>
    <message>
        <source>패널 제목에 마지막으로 받은 때와, 거래소의 시각부터 화면에 그려질 때까지 걸린 시간을 보여 줍니다.</source>
        <translation>Shows in the titles of panels when data last came, and how long they took from the exchange&apos;s timestamp to the screen.</translation>
    </message>
    <message>
        <source>패널 추가…</source>
        <translation>Add panel…</translation>
    </message>
    <message>
        <source>패널 크기 맞추기</source>
        <translation>Balance panel sizes</translation>
    </message>
    <message>
        <source>패널을 여닫을 때 이 시간 동안의 변경을 모아 한 번에 보냅니다. 변경이 잦으면 줄이세요.</source>
        <translation>Changes within this time, such as opened and closed panels, are sent in one request. Shorten it if changes are frequent.</translation>
    </message>
    <message>
        <source>패널의 종목 고정</source>
        <translation>Pin the panel&apos;s market</translation>
    </message>
    <message>
        <source>패널의 종목 바꾸기</source>
        <translation>Change the panel&apos;s market</translation>
    </message>
    <message>
        <source>패널의 종목 연결…</source>
        <translation>Link the panel&apos;s market…</translation>
    </message>
    <message>
        <source>표로 보기</source>
        <translation>Show as table</translation>
    </message>
    <message>
        <source>프로그램을 시작할 때 열 화면입니다.</source>
        <translation>The desk that opens when the program starts.</translation>
    </message>
    <message>
        <source>한국 시간 (KST)</source>
        <translation>Korean time (KST)</translation>
    </message>
    <message>
        <source>한국식 (상승 빨강)</source>
        <translation>Korean (up is red)</translation>
    </message>
    <message>
        <source>한국식은 상승과 매수가 빨강, 해외식은 초록입니다.</source>
        <translation>Korean: rises and bids are red. International: they are green.</translation>
    </message>
    <message>
        <source>한국어</source>
        <translation>Korean</translation>
    </message>
    <message>
        <source>해외식 (상승 초록)</source>
        <translation>International (up is green)</translation>
    </message>
    <message>
        <source>화면과 명령줄의 언어입니다.</source>
        <translation>The language of the window and the command line.</translation>
    </message>
    <message>
        <source>화면의 색입니다. 시스템 설정은 운영체제의 밝은 화면과 어두운 화면을 따릅니다.</source>
        <translation>The colours of the window. The system setting follows the light or dark mode of the operating system.</translation>
    </message>
</context>
<context>
    <name>SettingsFile</name>
    <message>
        <source> 보관한 파일: {path}</source>
        <translation> The file was kept as {path}</translation>
    </message>
    <message>
        <source>설정 파일에 쓸 수 없는 값이 있어 기본값으로 되돌렸습니다: {settings}.</source>
        <translation>The settings file had values that cannot be used; these are back to their defaults: {settings}.</translation>
    </message>
    <message>
        <source>설정 파일을 읽을 수 없어 모든 설정을 기본값으로 되돌렸습니다 ({reason}).</source>
        <translation>The settings file could not be read; all settings are back to their defaults ({reason}).</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>&apos;{command}&apos;에 이미 쓰이는 단축키입니다.</source>
        <translation>This shortcut is already used by &apos;{command}&apos;.</translation>
    </message>
    <message>
        <source>&apos;{keys}&apos;만으로는 쓸 수 없습니다. Ctrl이나 Alt를 함께 누르거나 F1~F12를 쓰세요.</source>
        <translation>&apos;{keys}&apos; alone cannot be a shortcut. Add Ctrl or Alt, or use F1 to F12.</translation>
    </message>
    <message>
        <source>&apos;{keys}&apos;은(는) 글을 고칠 때 쓰는 키입니다. 다른 키를 고르세요.</source>
        <translation>&apos;{keys}&apos; is used to edit text. Choose other keys.</translation>
    </message>
    <message>
        <source>API 키</source>
        <translation>API key</translation>
    </message>
    <message>
        <source>API 키 관리…</source>
        <translation>Manage API keys…</translation>
    </message>
    <message>
        <source>구독 엔진</source>
        <translation>Subscription engine</translation>
    </message>
    <message>
        <source>단축키</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>닫기</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>데이터 폴더</source>
        <translation>Data folders</translation>
    </message>
    <message>
        <source>모든 설정을 기본값으로 바꾸었습니다. &apos;{undo}&apos;로 되돌립니다.</source>
        <translation>All settings have their defaults. &apos;{undo}&apos; brings back what they were.</translation>
    </message>
    <message>
        <source>비슷한 종목: {markets}</source>
        <translation>Similar markets: {markets}</translation>
    </message>
    <message>
        <source>설정</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>설정 검색</source>
        <translation>Search settings</translation>
    </message>
    <message>
        <source>설정 묶음</source>
        <translation>Groups of settings</translation>
    </message>
    <message>
        <source>이전 설정을 되살렸습니다.</source>
        <translation>The settings are as they were before.</translation>
    </message>
    <message>
        <source>일반</source>
        <translation>General</translation>
    </message>
    <message>
        <source>자산과 미체결 주문에만 API 키가 필요합니다. 키는 출처마다 운영체제의 키 저장소에 보관합니다.</source>
        <translation>Only balances and open orders need an API key. Keys are kept in the operating system&apos;s key store, one pair for each source.</translation>
    </message>
    <message>
        <source>지금 출처에 {code} 종목이 없습니다. 코드를 확인하거나, 그 종목이 있는 출처에서 쓰세요.</source>
        <translation>The present source has no market {code}. Check the code, or use it with a source that has that market.</translation>
    </message>
    <message>
        <source>지금 출처에 {code} 종목이 없어 쓰지 않습니다.</source>
        <translation>The present source has no market {code}, so it is not used.</translation>
    </message>
    <message>
        <source>찾는 설정이 없습니다.</source>
        <translation>No settings found.</translation>
    </message>
    <message>
        <source>화면</source>
        <translation>Display</translation>
    </message>
</context>
<context>
    <name>SourceBanner</name>
    <message>
        <source>모의 또는 재생 서버</source>
        <translation>simulation or replay server</translation>
    </message>
    <message>
        <source>모의 시세 – 실제 시세가 아닙니다</source>
        <translation>Simulated prices – not real</translation>
    </message>
    <message>
        <source>실시간 업비트에 연결</source>
        <translation>Connect to live Upbit</translation>
    </message>
    <message>
        <source>오른쪽 위의 &apos;업비트&apos;를 누르면 언제든지 실제 시세로 바뀝니다</source>
        <translation>Press &apos;Upbit&apos; at the top right at any time for real quotes</translation>
    </message>
</context>
<context>
    <name>SourceSelector</name>
    <message>
        <source>모의 시세. 실제 시세가 아닙니다</source>
        <translation>Simulated quotes, not real ones</translation>
    </message>
    <message>
        <source>실제 시세</source>
        <translation>Real quotes</translation>
    </message>
</context>
<context>
    <name>SourceSwitch</name>
    <message>
        <source>메모리와 디스크의 여유를 확인하고 다시 시도하거나, 실시간 업비트에 연결하세요. ({reason})</source>
        <translation>Make room in memory and on disk and try again, or connect to live Upbit. ({reason})</translation>
    </message>
    <message>
        <source>모의 거래소를 시작하는 중</source>
        <translation>Starting the simulated exchange</translation>
    </message>
    <message>
        <source>모의 거래소를 시작하지 못했습니다</source>
        <translation>The simulated exchange could not be started</translation>
    </message>
    <message>
        <source>시세를 바꾸는 중: {source}</source>
        <translation>Switching quotes: {source}</translation>
    </message>
    <message>
        <source>실시간 업비트에 연결</source>
        <translation>Connect to live Upbit</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>다른 서버 {address}</source>
        <translation>Other server {address}</translation>
    </message>
    <message>
        <source>모의</source>
        <translation>Simulated</translation>
    </message>
    <message>
        <source>모의 거래소</source>
        <translation>Simulated exchange</translation>
    </message>
    <message>
        <source>업비트</source>
        <translation>Upbit</translation>
    </message>
    <message>
        <source>업비트 (한국)</source>
        <translation>Upbit (Korea)</translation>
    </message>
    <message>
        <source>업비트 싱가포르</source>
        <translation>Upbit Singapore</translation>
    </message>
    <message>
        <source>업비트 인도네시아</source>
        <translation>Upbit Indonesia</translation>
    </message>
    <message>
        <source>업비트 태국</source>
        <translation>Upbit Thailand</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>{quiet}: 알림은 창 안에만 표시합니다.</source>
        <translation>{quiet}: alerts show in the window only.</translation>
    </message>
    <message>
        <source>거래소 시계에서 이 컴퓨터의 시계를 뺀 값: {difference}. 체결 시각과 마감은 거래소 시계를 따릅니다.</source>
        <translation>The exchange&apos;s clock minus this computer&apos;s: {difference}. Times of trades and the day&apos;s close follow the exchange&apos;s clock.</translation>
    </message>
    <message>
        <source>거래소의 시각부터 화면까지: {ms}</source>
        <translation>From the exchange&apos;s timestamp to the screen: {ms}</translation>
    </message>
    <message>
        <source>누르면 엔진 모니터가 열립니다.</source>
        <translation>Click to open the engine monitor.</translation>
    </message>
    <message>
        <source>받은 메시지: 초당 {n}건</source>
        <translation>Messages received: {n} a second</translation>
    </message>
    <message>
        <source>시계 {difference}</source>
        <translation>Clock {difference}</translation>
    </message>
    <message>
        <source>시세 출처: {source}</source>
        <translation>Source of quotes: {source}</translation>
    </message>
    <message>
        <source>이 컴퓨터의 시계, {zone}</source>
        <translation>This computer&apos;s clock, {zone}</translation>
    </message>
    <message>
        <source>지금 연결</source>
        <translation>Connect now</translation>
    </message>
    <message>
        <source>지연 {ms}</source>
        <translation>Delay {ms}</translation>
    </message>
    <message>
        <source>초당 {n}건</source>
        <translation>{n} msg/s</translation>
    </message>
    <message>
        <source>프레임 {ms}</source>
        <translation>Frame {ms}</translation>
    </message>
    <message>
        <source>현지</source>
        <translation>local</translation>
    </message>
    <message>
        <source>화면을 한 번 그리는 시간: {ms}</source>
        <translation>Time to paint a frame: {ms}</translation>
    </message>
</context>
<context>
    <name>StopNotice</name>
    <message>
        <source>다시 시도</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>키 삭제</source>
        <translation>Delete key</translation>
    </message>
</context>
<context>
    <name>StoredCandlesRow</name>
    <message>
        <source>비우기</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>이번에는 봉을 저장하지 않습니다.</source>
        <translation>No candles are stored this time.</translation>
    </message>
    <message>
        <source>저장한 봉 비우기…</source>
        <translation>Remove stored candles…</translation>
    </message>
    <message>
        <source>저장한 봉: {size:,.1f} MB</source>
        <translation>Stored candles: {size:,.1f} MB</translation>
    </message>
    <message>
        <source>저장한 봉: 크기를 재는 중</source>
        <translation>Stored candles: measuring</translation>
    </message>
    <message>
        <source>저장한 봉을 모두 지울까요? 열린 차트는 그대로 두고, 다음에 열 때 거래소에서 다시 받습니다.</source>
        <translation>Remove all stored candles? Open charts stay as they are; the next time candles come from the exchange again.</translation>
    </message>
    <message>
        <source>취소</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>StyleBar</name>
    <message>
        <source>굵기</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>드로잉 모양</source>
        <translation>Drawing style</translation>
    </message>
    <message>
        <source>복제</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>색</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>선 종류</source>
        <translation>Line style</translation>
    </message>
    <message>
        <source>잠그기</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>지우기 (Delete)</source>
        <translation>Delete (Delete)</translation>
    </message>
</context>
<context>
    <name>Suspension</name>
    <message>
        <source>화면을 그리는 데 너무 오래 걸립니다 ({ms:,.0f} ms)</source>
        <translation>Painting takes too long ({ms:,.0f} ms)</translation>
    </message>
</context>
<context>
    <name>SuspensionNotice</name>
    <message>
        <source>다른 패널은 그대로 움직입니다.</source>
        <translation>All other panels keep working.</translation>
    </message>
    <message>
        <source>다시 시도</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>이 패널을 멈췄습니다</source>
        <translation>This panel was stopped</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>글을 쓰고 Enter</source>
        <translation>Type text, then Enter</translation>
    </message>
    <message>
        <source>차트에 쓸 글</source>
        <translation>Text on the chart</translation>
    </message>
</context>
<context>
    <name>TierEditor</name>
    <message>
        <source>{name}: {least}부터 {most}까지의 금액만 쓸 수 있습니다. 지금 쓰는 값: {value}</source>
        <translation>{name}: only amounts from {least} to {most} can be used. In use: {value}</translation>
    </message>
    <message>
        <source>{tier}, 이 금액부터</source>
        <translation>{tier}, from</translation>
    </message>
    <message>
        <source>금액의 차례가 달라, 작은 금액부터 1, 2, 3단계로 씁니다.</source>
        <translation>The amounts are used from the smallest to the largest, whatever their order here.</translation>
    </message>
    <message>
        <source>기본값</source>
        <translation>Defaults</translation>
    </message>
    <message>
        <source>닫기</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>체결 금액 단계 ({quote})</source>
        <translation>Trade tiers ({quote})</translation>
    </message>
    <message>
        <source>큰 체결은 굵게, 바탕색과 왼쪽 표시로 보입니다. 표시의 수가 단계입니다.</source>
        <translation>Large trades are bold, on a tinted ground, with marks at the left edge: as many as their tier.</translation>
    </message>
</context>
<context>
    <name>TimelinePlot</name>
    <message>
        <source>{name} {last}, 최대 {most}</source>
        <translation>{name} {last}, at most {most}</translation>
    </message>
    <message>
        <source>{n}분</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>재연결 {n}번</source>
        <translation>{n} reconnects</translation>
    </message>
    <message>
        <source>지금</source>
        <translation>now</translation>
    </message>
    <message>
        <source>지연 ms</source>
        <translation>Delay ms</translation>
    </message>
    <message>
        <source>초당 메시지</source>
        <translation>Messages a second</translation>
    </message>
    <message>
        <source>프레임 ms</source>
        <translation>Frame ms</translation>
    </message>
</context>
<context>
    <name>TitleMarks</name>
    <message>
        <source>닫기</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>띄우기·붙이기</source>
        <translation>Float or dock</translation>
    </message>
    <message>
        <source>이 패널을 닫습니다.</source>
        <translation>Closes this panel.</translation>
    </message>
    <message>
        <source>이 패널을 창으로 띄우거나 다시 붙입니다.</source>
        <translation>Makes this panel a window of its own, or puts it back.</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>그리기 도구</source>
        <translation>Drawing tools</translation>
    </message>
    <message>
        <source>더 보기</source>
        <translation>More</translation>
    </message>
    <message>
        <source>되돌리기 (Ctrl+Z)</source>
        <translation>Undo (Ctrl+Z)</translation>
    </message>
    <message>
        <source>드로잉 모두 숨기기·보이기</source>
        <translation>Hide or show all drawings</translation>
    </message>
    <message>
        <source>드로잉 모두 지우기 (Ctrl+Z로 되돌리기)</source>
        <translation>Delete all drawings (Ctrl+Z brings them back)</translation>
    </message>
    <message>
        <source>선택 (Esc)</source>
        <translation>Select (Esc)</translation>
    </message>
    <message>
        <source>자석: 봉의 시·고·저·종에 붙이기 ({key})</source>
        <translation>Magnet: snap to open, high, low, close ({key})</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>건너뛰기</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>관심종목에서 종목을 고르면 차트, 호가, 체결이 따라옵니다. 바로 찾으려면 {keys} 키를 누르세요.</source>
        <translation>Choose a market in the watchlist, and chart, order book and trades follow. Press {keys} to find one at once.</translation>
    </message>
    <message>
        <source>다음</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>메뉴와 설정</source>
        <translation>Menus and settings</translation>
    </message>
    <message>
        <source>상태</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>시세 출처</source>
        <translation>Price source</translation>
    </message>
    <message>
        <source>시작하기</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>여기서 패널을 추가합니다. 종목, 명령, 설정은 모두 {find} 키로 찾고, 단축키 목록은 {keys} 키로 봅니다.</source>
        <translation>Add panels here. Press {find} to find any market, command or setting, and {keys} for the list of keyboard shortcuts.</translation>
    </message>
    <message>
        <source>이전</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>제목을 끌어 옮기거나 창 밖으로 떼어 낼 수 있습니다. 닫은 패널은 {keys} 키로 다시 엽니다.</source>
        <translation>Drag a panel by its title to move it, or out of the window. {keys} reopens a closed panel.</translation>
    </message>
    <message>
        <source>종목 고르기</source>
        <translation>Choose a market</translation>
    </message>
    <message>
        <source>지금은 실시간 시세입니다. 여기서 언제든 이 컴퓨터 안의 모의 시세로 바꾸세요. 키는 필요 없습니다.</source>
        <translation>These are live prices. Switch here at any time to simulated ones, made inside this computer. No keys are needed.</translation>
    </message>
    <message>
        <source>처음에는 이 컴퓨터 안의 모의 시세입니다. 여기서 언제든 실시간 업비트로 바꾸세요. 키는 필요 없습니다.</source>
        <translation>At first you see simulated prices made on this computer. Switch to live Upbit here at any time; no key is needed.</translation>
    </message>
    <message>
        <source>출처, 연결 상태와 지연이 여기에 있습니다. 누르면 엔진 모니터가 열립니다.</source>
        <translation>Source, connection and delay are shown here. A click opens the engine monitor.</translation>
    </message>
    <message>
        <source>패널</source>
        <translation>Panels</translation>
    </message>
</context>
<context>
    <name>TradesCanvas</name>
    <message>
        <source>1분</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>{amount} 이상</source>
        <translation>≥ {amount}</translation>
    </message>
    <message>
        <source>{count}건</source>
        <translation>{count} lost</translation>
    </message>
    <message>
        <source>{n}단계</source>
        <translation>tier {n}</translation>
    </message>
    <message>
        <source>▲ 멈춤</source>
        <translation>▲ paused</translation>
    </message>
    <message>
        <source>▲ 멈춤 · 위에 {count}건</source>
        <translation>▲ paused · {count} above</translation>
    </message>
    <message>
        <source>▲ 읽던 체결이 지워지는 중 · 눌러서 최신으로</source>
        <translation>▲ These trades are being dropped · click for the latest</translation>
    </message>
    <message>
        <source>가격</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>구분</source>
        <translation>Side</translation>
    </message>
    <message>
        <source>금액</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>금액 단계</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>눌러서 다시 시도</source>
        <translation>click to try again</translation>
    </message>
    <message>
        <source>마지막 체결 {time} {side} {price}, 수량 {size}, 금액 {value}</source>
        <translation>Last trade {time} {side} {price}, size {size}, value {value}</translation>
    </message>
    <message>
        <source>매도</source>
        <translation>Sell</translation>
    </message>
    <message>
        <source>매도 {size}</source>
        <translation>sold {size}</translation>
    </message>
    <message>
        <source>매수</source>
        <translation>Buy</translation>
    </message>
    <message>
        <source>매수 {size}</source>
        <translation>bought {size}</translation>
    </message>
    <message>
        <source>수량</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>시각</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>이전 체결</source>
        <translation>Earlier trades</translation>
    </message>
    <message>
        <source>체결 누락 구간 {begin}–{end}</source>
        <translation>Missing trades {begin}–{end}</translation>
    </message>
    <message>
        <source>체결강도</source>
        <translation>Bought/sold</translation>
    </message>
    <message>
        <source>필터에 맞는 체결 없음</source>
        <translation>No trades pass the filter</translation>
    </message>
    <message>
        <source>합친 건수</source>
        <translation>Merged</translation>
    </message>
</context>
<context>
    <name>TradesPanel</name>
    <message>
        <source>{market} · 체결</source>
        <translation>{market} · Trades</translation>
    </message>
    <message>
        <source>금액 단계 정하기…</source>
        <translation>Set tiers…</translation>
    </message>
    <message>
        <source>금액 필터</source>
        <translation>Filter by value</translation>
    </message>
    <message>
        <source>멈춤</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>모든 체결</source>
        <translation>All trades</translation>
    </message>
    <message>
        <source>밀리초까지 표시</source>
        <translation>Times to the millisecond</translation>
    </message>
    <message>
        <source>최신으로</source>
        <translation>Go to newest</translation>
    </message>
    <message>
        <source>한 주문의 체결 합치기</source>
        <translation>Merge prints of one order</translation>
    </message>
</context>
<context>
    <name>ValuesWindow</name>
    <message>
        <source>Ctrl+C 제목과 함께 복사 · Esc 닫기</source>
        <translation>Ctrl+C copies with titles · Esc closes</translation>
    </message>
    <message>
        <source>{panel} · 표</source>
        <translation>{panel} · Table</translation>
    </message>
    <message>
        <source>아직 받은 값이 없습니다</source>
        <translation>No values received yet</translation>
    </message>
    <message>
        <source>제목 없이 복사</source>
        <translation>Copy without Titles</translation>
    </message>
    <message>
        <source>제목과 함께 모두 복사</source>
        <translation>Copy All with Titles</translation>
    </message>
    <message>
        <source>제목과 함께 복사</source>
        <translation>Copy with Titles</translation>
    </message>
</context>
<context>
    <name>WatchlistCells</name>
    <message>
        <source>유</source>
        <translation>W</translation>
    </message>
    <message>
        <source>유의</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>응답 없음</source>
        <translation>No response</translation>
    </message>
    <message>
        <source>주</source>
        <translation>C</translation>
    </message>
    <message>
        <source>주의</source>
        <translation>Caution</translation>
    </message>
</context>
<context>
    <name>WatchlistFilter</name>
    <message>
        <source>내린 종목이 없습니다</source>
        <translation>No market has fallen</translation>
    </message>
    <message>
        <source>상승</source>
        <translation>Rising</translation>
    </message>
    <message>
        <source>신규</source>
        <translation>New</translation>
    </message>
    <message>
        <source>신규: 최근 7일 안에 거래소 목록에 처음 나온 종목</source>
        <translation>New: first in the exchange’s list within the last 7 days</translation>
    </message>
    <message>
        <source>오른 종목이 없습니다</source>
        <translation>No market has risen</translation>
    </message>
    <message>
        <source>전체</source>
        <translation>All</translation>
    </message>
    <message>
        <source>종목 거르기</source>
        <translation>Filter of markets</translation>
    </message>
    <message>
        <source>최근 7일 안에 새로 나온 종목이 없습니다</source>
        <translation>No market is new within the last 7 days</translation>
    </message>
    <message>
        <source>하락</source>
        <translation>Falling</translation>
    </message>
</context>
<context>
    <name>WatchlistMenu</name>
    <message>
        <source>{column} (자리 부족)</source>
        <translation>{column} (no room)</translation>
    </message>
    <message>
        <source>거래대금 단위</source>
        <translation>Turnover in</translation>
    </message>
    <message>
        <source>기본 열로</source>
        <translation>Usual columns</translation>
    </message>
    <message>
        <source>내 순서</source>
        <translation>My order</translation>
    </message>
    <message>
        <source>반대 순서로</source>
        <translation>Other way round</translation>
    </message>
    <message>
        <source>백만 원</source>
        <translation>Millions of won</translation>
    </message>
    <message>
        <source>억 원</source>
        <translation>Hundred millions of won</translation>
    </message>
    <message>
        <source>열</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>정렬</source>
        <translation>Sort by</translation>
    </message>
</context>
<context>
    <name>WatchlistModel</name>
    <message>
        <source>52주</source>
        <translation>52 weeks</translation>
    </message>
    <message>
        <source>52주 최저 {low}, 최고 {high}</source>
        <translation>52-week low {low}, high {high}</translation>
    </message>
    <message>
        <source>52주 최저가(0%)와 최고가(100%) 사이에서 현재가의 위치</source>
        <translation>Where the price is between the low (0%) and the high (100%) of 52 weeks</translation>
    </message>
    <message>
        <source>{column}순</source>
        <translation>By {column}</translation>
    </message>
    <message>
        <source>거래 통화의 원화 시세로 환산한 현재가 (1초마다)</source>
        <translation>The price in won, at the present price of the quote currency (once a second)</translation>
    </message>
    <message>
        <source>거래대금</source>
        <translation>Turnover</translation>
    </message>
    <message>
        <source>거래량</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>고가</source>
        <translation>High</translation>
    </message>
    <message>
        <source>당일 흐름</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>대금({unit})</source>
        <translation>Turn. ({unit})</translation>
    </message>
    <message>
        <source>등락액</source>
        <translation>Change in price</translation>
    </message>
    <message>
        <source>마우스로 보고 있는 동안 순서를 바꾸지 않습니다</source>
        <translation>Rows keep their order while you point at them</translation>
    </message>
    <message>
        <source>백만</source>
        <translation>M</translation>
    </message>
    <message>
        <source>순서 멈춤</source>
        <translation>Order held</translation>
    </message>
    <message>
        <source>약 {won}원</source>
        <translation>About {won} won</translation>
    </message>
    <message>
        <source>억</source>
        <translation>100M</translation>
    </message>
    <message>
        <source>오늘 시가와, 실행한 뒤 받은 현재가를 이은 선</source>
        <translation>From today’s opening price through the prices received since the start</translation>
    </message>
    <message>
        <source>원화 시장은 백만 원</source>
        <translation>millions of won</translation>
    </message>
    <message>
        <source>원화 시장은 억 원</source>
        <translation>hundred millions of won</translation>
    </message>
    <message>
        <source>유의·주의</source>
        <translation>Cautions</translation>
    </message>
    <message>
        <source>응답 없음</source>
        <translation>No response</translation>
    </message>
    <message>
        <source>저가</source>
        <translation>Low</translation>
    </message>
    <message>
        <source>전일 종가와의 차이, 거래 통화로</source>
        <translation>From the previous close, in the quote currency</translation>
    </message>
    <message>
        <source>전일대비</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>최근 24시간 거래대금</source>
        <translation>Turnover of the last 24 hours</translation>
    </message>
    <message>
        <source>최근 24시간 거래량</source>
        <translation>Volume of the last 24 hours</translation>
    </message>
    <message>
        <source>현재가</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>환산가</source>
        <translation>In won</translation>
    </message>
</context>
<context>
    <name>WatchlistPanel</name>
    <message>
        <source>&apos;{typed}&apos;에 맞는 종목이 없습니다</source>
        <translation>No market matches &apos;{typed}&apos;</translation>
    </message>
    <message>
        <source>API 키를 입력하면 보유 종목이 나옵니다</source>
        <translation>Enter API keys to see the markets you hold</translation>
    </message>
    <message>
        <source>{count}종목</source>
        <translation>{count} markets</translation>
    </message>
    <message>
        <source>{keys} 키로 지금 다시 시도</source>
        <translation>Press {keys} to retry now</translation>
    </message>
    <message>
        <source>거래 통화</source>
        <translation>Quote currency</translation>
    </message>
    <message>
        <source>거르기</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>관심</source>
        <translation>Starred</translation>
    </message>
    <message>
        <source>관심 종목이 없습니다
종목 앞의 ☆를 누르거나 종목을 고르고 스페이스 키를 누르세요</source>
        <translation>No starred markets
Click ☆ before a market, or select one and press Space</translation>
    </message>
    <message>
        <source>관심종목</source>
        <translation>Watchlist</translation>
    </message>
    <message>
        <source>모의 계정을 열면 보유 종목이 나옵니다</source>
        <translation>Open the demo account to see the markets you hold</translation>
    </message>
    <message>
        <source>보유</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>보유 종목을 불러오는 중</source>
        <translation>Loading the markets held</translation>
    </message>
    <message>
        <source>보유 종목이 없습니다</source>
        <translation>No markets held</translation>
    </message>
    <message>
        <source>불러오는 중</source>
        <translation>Loading</translation>
    </message>
    <message>
        <source>원화</source>
        <translation>KRW</translation>
    </message>
    <message>
        <source>이 거래소에 있는 관심 종목이 없습니다</source>
        <translation>No starred market is on this exchange</translation>
    </message>
    <message>
        <source>이름, 심볼, 초성 검색</source>
        <translation>Search name or symbol</translation>
    </message>
    <message>
        <source>자산 패널에서 API 키 입력…</source>
        <translation>Enter API keys in Balances…</translation>
    </message>
    <message>
        <source>자산 패널에서 모의 계정 열기…</source>
        <translation>Open the demo account in Balances…</translation>
    </message>
    <message>
        <source>종목 검색</source>
        <translation>Search market</translation>
    </message>
    <message>
        <source>종목 목록에서 손상된 {count}건 제외</source>
        <translation>Damaged entries of the market list left out: {count}</translation>
    </message>
</context>
<context>
    <name>WaysDialog</name>
    <message>
        <source>{zone}, 화면의 시각과 같음</source>
        <translation>{zone}, as all times on the screen</translation>
    </message>
    <message>
        <source>데스크톱</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>소리</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>시작과 끝이 같아 조용한 시간이 없습니다.</source>
        <translation>Start and end are the same: there are no quiet hours.</translation>
    </message>
    <message>
        <source>알리는 방법</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>이 컴퓨터의 시간</source>
        <translation>this computer&apos;s time</translation>
    </message>
    <message>
        <source>조용한 시간</source>
        <translation>Quiet hours</translation>
    </message>
    <message>
        <source>조용한 시간의 끝</source>
        <translation>End of the quiet hours</translation>
    </message>
    <message>
        <source>조용한 시간의 시작</source>
        <translation>Start of the quiet hours</translation>
    </message>
    <message>
        <source>창 안에는 언제나 표시합니다. 데스크톱 알림과 소리는 종류마다 고릅니다.</source>
        <translation>Alerts are always shown in the window. Desktop notices and sound are chosen for each kind.</translation>
    </message>
    <message>
        <source>크기</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>한국 시간(KST)</source>
        <translation>Korean time (KST)</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>지난번에 기본 화면을 열다가 프로그램이 멈춰 빈 화면으로 시작합니다. 패널 메뉴에서 하나씩 여세요.</source>
        <translation>The program stopped while opening the default desk last time, so it starts with an empty one. Open panels one by one from the Panels menu.</translation>
    </message>
    <message>
        <source>패널이 {most:,}개를 넘어 {left:,}개는 열지 않았습니다.</source>
        <translation>More than {most:,} panels were saved; {left:,} of them were not opened.</translation>
    </message>
</context>
<context>
    <name>WorkspaceCommands</name>
    <message>
        <source>작업 공간</source>
        <translation>Workspace</translation>
    </message>
    <message>
        <source>작업 공간 (*.json);;모든 파일 (*)</source>
        <translation>Workspaces (*.json);;All files (*)</translation>
    </message>
    <message>
        <source>작업 공간 가져오기</source>
        <translation>Import workspace</translation>
    </message>
    <message>
        <source>작업 공간 내보내기</source>
        <translation>Export workspace</translation>
    </message>
</context>
<context>
    <name>WorkspaceMenu</name>
    <message>
        <source>작업 공간: {name}</source>
        <translation>Workspace: {name}</translation>
    </message>
</context>
<context>
    <name>_Details</name>
    <message>
        <source>나머지 화면은 계속 동작합니다. 되풀이되면 아래 내용을 복사해 알려 주세요. 키와 토큰은 가려져 있습니다.</source>
        <translation>The rest of the desk goes on. If this happens again, copy the text below and report it. Keys and tokens are masked.</translation>
    </message>
    <message>
        <source>복사</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>알림 내용</source>
        <translation>Details of notices</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Hoga를 최신 버전으로 바꾼 뒤 다시 시도하세요</source>
        <translation>Update Hoga to the latest version and try again</translation>
    </message>
    <message>
        <source>Hoga의 파일이 아님</source>
        <translation>not a file of Hoga</translation>
    </message>
    <message>
        <source>Secret Key가 Access Key와 맞지 않습니다</source>
        <translation>The Secret Key does not belong to the Access Key</translation>
    </message>
    <message>
        <source>Secret Key가 너무 짧습니다. 끝까지 다시 복사해 주세요</source>
        <translation>The secret key is too short. Copy all of it again</translation>
    </message>
    <message>
        <source>{days}일 {time}</source>
        <translation>{days}d {time}</translation>
    </message>
    <message>
        <source>{file} {why} 기본값으로 시작합니다. {where}</source>
        <translation>{file} {why}; starting with the defaults. {where}</translation>
    </message>
    <message>
        <source>{file} {why} 이전 사본으로 복구했습니다. {where}</source>
        <translation>{file} {why}; an earlier copy was restored. {where}</translation>
    </message>
    <message>
        <source>{file}: 더 새로운 Hoga가 저장한 파일이라 바꾸지 않고 읽기만 합니다.</source>
        <translation>{file} was saved by a newer Hoga; it is read but not changed.</translation>
    </message>
    <message>
        <source>{key}를 입력하세요</source>
        <translation>Enter the {key}</translation>
    </message>
    <message>
        <source>{key}의 형식이 올바르지 않습니다. 다시 복사해 주세요</source>
        <translation>The {key} is malformed. Please copy it again</translation>
    </message>
    <message>
        <source>같은 인증 토큰이 두 번 사용되었습니다</source>
        <translation>The same authentication token was used twice</translation>
    </message>
    <message>
        <source>개인정보 제3자 제공 동의가 필요합니다</source>
        <translation>Consent to the provision of personal data to third parties is required</translation>
    </message>
    <message>
        <source>거래소 대신 다른 주소로 안내받았습니다. 네트워크 로그인이 필요한지 확인하세요</source>
        <translation>Redirected to another address instead of the exchange. Check whether the network requires a login</translation>
    </message>
    <message>
        <source>거래소 서버가 제때 답하지 않습니다. 거래소의 공지를 확인하세요</source>
        <translation>The exchange&apos;s server does not answer in time. Check the exchange&apos;s notices</translation>
    </message>
    <message>
        <source>거래소 서버에 연결되지 않습니다. 거래소의 공지를 확인하세요</source>
        <translation>The exchange&apos;s server cannot be reached. Check the exchange&apos;s notices</translation>
    </message>
    <message>
        <source>거래소 서버에 오류가 있습니다. 거래소의 공지를 확인하세요</source>
        <translation>The exchange&apos;s server has an error. Check the exchange&apos;s notices</translation>
    </message>
    <message>
        <source>거래소가 더는 제공하지 않음</source>
        <translation>no longer available from the exchange</translation>
    </message>
    <message>
        <source>거래소가 보낸 미체결 주문 목록이 비어 다시 확인하는 중</source>
        <translation>the exchange&apos;s list of open orders is empty; checking again</translation>
    </message>
    <message>
        <source>거래소가 보낸 잔고 목록이 비었거나 짧아 다시 확인하는 중</source>
        <translation>the exchange&apos;s list of balances is empty or too short; checking again</translation>
    </message>
    <message>
        <source>거래소가 봉이 하나도 없는 목록을 보냈습니다</source>
        <translation>The exchange sent a list without any candle</translation>
    </message>
    <message>
        <source>거래소가 실시간 연결의 키를 거절했습니다</source>
        <translation>The exchange refused the key for live data</translation>
    </message>
    <message>
        <source>거래소가 연결을 닫았습니다 ({code})</source>
        <translation>The exchange closed the connection ({code})</translation>
    </message>
    <message>
        <source>거래소가 요청을 거절했습니다</source>
        <translation>The exchange refused the request</translation>
    </message>
    <message>
        <source>거래소가 요청을 이해하지 못했습니다</source>
        <translation>The exchange did not understand the request</translation>
    </message>
    <message>
        <source>거래소가 이 주소의 요청을 잠시 막았습니다</source>
        <translation>The exchange has blocked requests from this address for a while</translation>
    </message>
    <message>
        <source>거래소가 잠시 접속을 막았습니다</source>
        <translation>The exchange has blocked access for a while</translation>
    </message>
    <message>
        <source>거래소가 점검 중이거나 혼잡합니다. 거래소의 공지를 확인하세요</source>
        <translation>The exchange is under maintenance or overloaded. Check the exchange&apos;s notices</translation>
    </message>
    <message>
        <source>거래소가 접근을 거절했습니다. VPN이나 회사 네트워크가 막는지 확인하세요</source>
        <translation>The exchange denied access. Check whether a VPN or the company network blocks it</translation>
    </message>
    <message>
        <source>거래소가 키를 거절했습니다</source>
        <translation>The exchange refused the key</translation>
    </message>
    <message>
        <source>거래소에 없는 종목이나 주소입니다</source>
        <translation>The exchange has no such market or address</translation>
    </message>
    <message>
        <source>거래소와 통신할 준비를 하지 못했습니다 ({error})</source>
        <translation>Communication with the exchange could not be set up ({error})</translation>
    </message>
    <message>
        <source>거래소의 응답을 읽을 수 없습니다</source>
        <translation>The exchange&apos;s reply cannot be read</translation>
    </message>
    <message>
        <source>거래소의 응답이 너무 커서 읽지 않았습니다</source>
        <translation>The exchange&apos;s reply was too large to be read</translation>
    </message>
    <message>
        <source>거래소의 인증서가 지금 유효하지 않습니다. 컴퓨터의 날짜와 시각을 확인하세요</source>
        <translation>The exchange&apos;s certificate is not valid now. Check the date and time of this computer</translation>
    </message>
    <message>
        <source>거래소의 인증서를 신뢰할 수 없습니다. 보안 프로그램이나 네트워크 로그인이 끼어드는지 확인하세요</source>
        <translation>The exchange&apos;s certificate cannot be trusted. Check whether security software or a network login interferes</translation>
    </message>
    <message>
        <source>거래소의 인증서를 신뢰할 수 없습니다. 환경 변수 {variables}의 인증서를 확인하세요</source>
        <translation>The exchange&apos;s certificate cannot be trusted. Check the certificates of environment variable {variables}</translation>
    </message>
    <message>
        <source>거래소의 주소를 사용할 수 없습니다</source>
        <translation>The exchange&apos;s address cannot be used</translation>
    </message>
    <message>
        <source>거래소의 주소를 찾지 못했습니다. 인터넷 연결과 DNS 설정을 확인하세요</source>
        <translation>The address of the exchange was not found. Check the internet connection and the DNS settings</translation>
    </message>
    <message>
        <source>내용을 복원하다가 프로그램이 멈춰</source>
        <translation>stopped the program while it was restored</translation>
    </message>
    <message>
        <source>내장 거래소에 연결할 수 없습니다</source>
        <translation>The embedded exchange cannot be reached</translation>
    </message>
    <message>
        <source>너무 많음</source>
        <translation>too many</translation>
    </message>
    <message>
        <source>네트워크에 연결되어 있지 않습니다. 인터넷 연결을 확인하세요</source>
        <translation>There is no network. Check the internet connection</translation>
    </message>
    <message>
        <source>다른 프로그램이 쓰는 중</source>
        <translation>in use by another program</translation>
    </message>
    <message>
        <source>다시 시도하세요. 되풀이되면 키를 새로 발급하세요</source>
        <translation>Try again. If it happens repeatedly, issue a new key</translation>
    </message>
    <message>
        <source>더 새로운 Hoga가 만든 파일</source>
        <translation>file of a newer Hoga</translation>
    </message>
    <message>
        <source>데이터가 오지 않아 다시 연결합니다</source>
        <translation>Reconnecting because no data arrives</translation>
    </message>
    <message>
        <source>두 키를 발급 화면에서 다시 복사해 입력하세요. Secret Key를 잃었다면 새로 발급해야 합니다</source>
        <translation>Copy both keys again from the page where they were issued. If the Secret Key is lost, a new key must be issued</translation>
    </message>
    <message>
        <source>등록되지 않은 Access Key입니다</source>
        <translation>This Access Key is not registered</translation>
    </message>
    <message>
        <source>디스크가 가득 참</source>
        <translation>disk full</translation>
    </message>
    <message>
        <source>보관한 파일: {path}</source>
        <translation>Kept as: {path}</translation>
    </message>
    <message>
        <source>불러오는 중</source>
        <translation>loading</translation>
    </message>
    <message>
        <source>서버가 연결을 거절했습니다. 거래소가 점검 중인지 확인하세요</source>
        <translation>The server refused the connection. Check whether the exchange is under maintenance</translation>
    </message>
    <message>
        <source>서버가 응답하지 않습니다. 인터넷 연결과 방화벽을 확인하세요</source>
        <translation>The server does not answer. Check the internet connection and the firewall</translation>
    </message>
    <message>
        <source>서버에 연결할 수 없습니다. 인터넷 연결과 보안 프로그램을 확인하세요</source>
        <translation>The server cannot be reached. Check the internet connection and security software</translation>
    </message>
    <message>
        <source>시스템 설정의 프록시({proxy})를 사용할 수 없습니다. http:// 프록시로 바꾸거나 지우세요</source>
        <translation>The proxy ({proxy}) in the system settings cannot be used. Set an http:// proxy or remove it</translation>
    </message>
    <message>
        <source>시스템에 설정된 프록시를 사용할 수 없습니다</source>
        <translation>The proxy in the system settings cannot be used</translation>
    </message>
    <message>
        <source>시스템의 인증서를 읽을 수 없습니다</source>
        <translation>The system&apos;s certificates cannot be read</translation>
    </message>
    <message>
        <source>쓸 수 없는 폴더나 파일</source>
        <translation>folder or file not writable</translation>
    </message>
    <message>
        <source>암호화되지 않은 주소로는 키를 쓰지 않습니다</source>
        <translation>Keys are not sent to an address without encryption</translation>
    </message>
    <message>
        <source>업비트 마이페이지 › Open API 관리에서 &apos;자산조회&apos;와 &apos;주문조회&apos; 권한이 있는 키를 발급하세요. 출금 권한은 필요하지 않습니다</source>
        <translation>Issue a key with the permissions to view balances and to view orders under Upbit My Page › Open API Management. Withdrawal permission is not needed</translation>
    </message>
    <message>
        <source>업비트 마이페이지 › Open API 관리에서 삭제된 키가 아닌지 확인하고, 사용 중인 거래소의 키를 다시 입력하세요</source>
        <translation>Check under Upbit My Page › Open API Management that the key was not deleted, and enter a key of the exchange in use</translation>
    </message>
    <message>
        <source>업비트 마이페이지 › Open API 관리에서 키가 유효한지 확인하세요. &apos;다시 시도&apos;를 누르면 자세한 이유를 알 수 있습니다</source>
        <translation>Check under Upbit My Page › Open API Management that the key is valid. Press &apos;Try again&apos; to learn the exact reason</translation>
    </message>
    <message>
        <source>업비트 마이페이지 › Open API 관리에서 키의 상태, 권한, 허용 IP를 확인하세요</source>
        <translation>Check the key&apos;s state, permissions and allowed IP addresses under Upbit My Page › Open API Management</translation>
    </message>
    <message>
        <source>업비트 마이페이지 › Open API 관리에서 현재 IP 주소를 키의 허용 목록에 추가하세요 (최대 10개)</source>
        <translation>Add your present IP address to the key&apos;s list under Upbit My Page › Open API Management (10 at most)</translation>
    </message>
    <message>
        <source>업비트에 로그인해 약관에 동의한 뒤 다시 시도하세요</source>
        <translation>Log in to Upbit, accept the terms, and try again</translation>
    </message>
    <message>
        <source>연결이 끊어졌습니다</source>
        <translation>The connection was lost</translation>
    </message>
    <message>
        <source>연결이 도중에 끊어졌습니다. 인터넷 연결과 보안 프로그램을 확인하세요</source>
        <translation>The connection broke off. Check the internet connection and security programs</translation>
    </message>
    <message>
        <source>예상하지 못한 오류</source>
        <translation>Unexpected error</translation>
    </message>
    <message>
        <source>요청 내용과 인증 서명이 맞지 않습니다</source>
        <translation>The signature does not match the request</translation>
    </message>
    <message>
        <source>요청을 만들지 못했습니다 ({error})</source>
        <translation>The request could not be made ({error})</translation>
    </message>
    <message>
        <source>요청이 많아 거래소가 잠시 막았습니다</source>
        <translation>Blocked by the exchange for a while: too many requests</translation>
    </message>
    <message>
        <source>응답 시간 초과</source>
        <translation>No reply in time</translation>
    </message>
    <message>
        <source>응답이 늦습니다</source>
        <translation>The response is late</translation>
    </message>
    <message>
        <source>응답이 없어 다시 연결합니다</source>
        <translation>Reconnecting because there is no response</translation>
    </message>
    <message>
        <source>이 컴퓨터에서 쓸 수 있는 키 저장소를 찾지 못했습니다</source>
        <translation>No usable key store was found on this computer</translation>
    </message>
    <message>
        <source>이 컴퓨터의 IP 주소가 키에 허용되어 있지 않습니다</source>
        <translation>The key does not allow this computer&apos;s IP address</translation>
    </message>
    <message>
        <source>이 컴퓨터의 모의 거래소가 응답하지 않습니다. 바쁠 수 있으며, 자동으로 다시 시도합니다</source>
        <translation>The simulated exchange on this computer does not answer. It may be busy, and is tried again automatically</translation>
    </message>
    <message>
        <source>이 컴퓨터의 모의 거래소에 연결되지 않습니다. 자동으로 다시 시도합니다</source>
        <translation>The simulated exchange on this computer cannot be reached. It is tried again automatically</translation>
    </message>
    <message>
        <source>이번에는 봉을 디스크에 저장하지 않습니다: {reason} ({path})</source>
        <translation>Candles are not stored on disk this time: {reason} ({path})</translation>
    </message>
    <message>
        <source>인증 정보가 전달되지 않았습니다</source>
        <translation>The authentication did not arrive</translation>
    </message>
    <message>
        <source>인증 토큰을 만들지 못했습니다 ({error})</source>
        <translation>The authentication token could not be made ({error})</translation>
    </message>
    <message>
        <source>저장해 둔 봉을 읽을 수 없어({reason}) 새로 받습니다. 보관한 파일: {path}</source>
        <translation>Stored candles cannot be read ({reason}) and are loaded again. Kept as: {path}</translation>
    </message>
    <message>
        <source>종료하는 중입니다</source>
        <translation>Shutting down</translation>
    </message>
    <message>
        <source>주소를 찾는 서버(DNS)가 답하지 않습니다. 인터넷 연결을 확인하세요</source>
        <translation>The name server (DNS) does not answer. Check the internet connection</translation>
    </message>
    <message>
        <source>키 저장소가 응답하지 않습니다. 잠겨 있지 않은지 확인하세요</source>
        <translation>The key store does not respond. Check that it is not locked</translation>
    </message>
    <message>
        <source>키 저장소를 사용할 수 없습니다</source>
        <translation>The key store cannot be used</translation>
    </message>
    <message>
        <source>키는 발급 후 1년 동안 유효합니다. 업비트 마이페이지 › Open API 관리에서 새 키를 발급해 입력하세요</source>
        <translation>Keys are valid for one year. Issue a new key under Upbit My Page › Open API Management and enter it</translation>
    </message>
    <message>
        <source>키에 이 정보를 볼 권한이 없습니다</source>
        <translation>The key has no permission to view this</translation>
    </message>
    <message>
        <source>키의 유효 기간이 끝났습니다</source>
        <translation>The key has expired</translation>
    </message>
    <message>
        <source>통신 모듈을 열 수 없습니다</source>
        <translation>The communication module cannot be opened</translation>
    </message>
    <message>
        <source>파일 손상</source>
        <translation>damaged file</translation>
    </message>
    <message>
        <source>파일: {path}</source>
        <translation>File: {path}</translation>
    </message>
    <message>
        <source>파일을 읽을 수 없어</source>
        <translation>could not be read</translation>
    </message>
    <message>
        <source>파일이 손상되어</source>
        <translation>was damaged</translation>
    </message>
    <message>
        <source>프록시가 연결을 받지 않습니다. 프록시 설정을 확인하세요</source>
        <translation>The proxy accepts no connection. Check the proxy settings</translation>
    </message>
    <message>
        <source>프록시가 인증을 요구합니다. 프록시 주소에 사용자 이름과 비밀번호를 넣으세요</source>
        <translation>The proxy requires a login. Put user name and password into the proxy&apos;s address</translation>
    </message>
    <message>
        <source>프록시나 보안 프로그램이 요청을 바꾸지 않는지 확인하고 다시 시도하세요</source>
        <translation>Check that no proxy or security program changes requests, and try again</translation>
    </message>
    <message>
        <source>프록시를 지나 서버에 연결할 수 없습니다. 프록시 설정을 확인하세요</source>
        <translation>The server cannot be reached through the proxy. Check the proxy settings</translation>
    </message>
    <message>
        <source>프록시의 주소를 찾지 못했습니다. 프록시 설정을 확인하세요</source>
        <translation>The address of the proxy was not found. Check the proxy settings</translation>
    </message>
    <message>
        <source>환경 변수 {variable}의 인증서({place})를 읽을 수 없습니다. 경로를 고치거나 변수를 지우세요</source>
        <translation>The certificates ({place}) of environment variable {variable} cannot be read. Correct the path or remove the variable</translation>
    </message>
    <message>
        <source>환경 변수 {variable}의 프록시({proxy})를 사용할 수 없습니다. http:// 프록시로 바꾸거나 지우세요</source>
        <translation>The proxy ({proxy}) in environment variable {variable} cannot be used. Set an http:// proxy or remove it</translation>
    </message>
</context>
<context>
    <name>faults</name>
    <message>
        <source>(빈칸)</source>
        <translation>(blank)</translation>
    </message>
    <message>
        <source>126바이트 핑</source>
        <translation>126-byte ping</translation>
    </message>
    <message>
        <source>502 웹 페이지</source>
        <translation>502 web page</translation>
    </message>
    <message>
        <source>9999년 뒤</source>
        <translation>9999 years ahead</translation>
    </message>
    <message>
        <source>HTML 본문</source>
        <translation>HTML body</translation>
    </message>
    <message>
        <source>HTTP 상태</source>
        <translation>HTTP status</translation>
    </message>
    <message>
        <source>REST 요청에 오류 응답</source>
        <translation>Errors for REST requests</translation>
    </message>
    <message>
        <source>REST와 스트림</source>
        <translation>REST and streams</translation>
    </message>
    <message>
        <source>Retry-After 헤더</source>
        <translation>Retry-After header</translation>
    </message>
    <message>
        <source>TCP를 열어 두는 시간(초)</source>
        <translation>Time TCP stays open (s)</translation>
    </message>
    <message>
        <source>UTF-8이 아닌 글</source>
        <translation>Text that is not UTF-8</translation>
    </message>
    <message>
        <source>{field}: 거래소에 없는 종목입니다: {code}. KRW-BTC처럼 종목 코드를 입력하세요.</source>
        <translation>{field}: the exchange has no market {code}. Enter a market code such as KRW-BTC.</translation>
    </message>
    <message>
        <source>{field}: 이미 있는 종목입니다: {code}. 없는 이름을 입력하세요.</source>
        <translation>{field}: {code} exists already. Enter a name that does not.</translation>
    </message>
    <message>
        <source>{field}: 종목 코드가 될 수 없습니다: {code}. KRW-HOGA처럼 결제 통화와 새 이름을 입력하세요.</source>
        <translation>{field}: {code} cannot be a market code. Enter a quote currency and a new name, such as KRW-HOGA.</translation>
    </message>
    <message>
        <source>가격 급등락</source>
        <translation>Price fluctuation</translation>
    </message>
    <message>
        <source>가격 차이</source>
        <translation>Price difference</translation>
    </message>
    <message>
        <source>값</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>개수</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>객체</source>
        <translation>Object</translation>
    </message>
    <message>
        <source>거래 상태</source>
        <translation>Trading status</translation>
    </message>
    <message>
        <source>거래 시작 전</source>
        <translation>Not trading yet</translation>
    </message>
    <message>
        <source>거래 정지</source>
        <translation>Trading suspended</translation>
    </message>
    <message>
        <source>거래 지원 종료</source>
        <translation>Delisting</translation>
    </message>
    <message>
        <source>거래량 급등</source>
        <translation>Volume surge</translation>
    </message>
    <message>
        <source>거래소 시계 어긋남</source>
        <translation>Wrong exchange clock</translation>
    </message>
    <message>
        <source>거래소 전체</source>
        <translation>Whole exchange</translation>
    </message>
    <message>
        <source>구독 목록 응답</source>
        <translation>Subscription list reply</translation>
    </message>
    <message>
        <source>구독을 말없이 잃음 (소켓은 정상)</source>
        <translation>Subscription lost silently (socket fine)</translation>
    </message>
    <message>
        <source>규약에 어긋난 프레임</source>
        <translation>Protocol violation</translation>
    </message>
    <message>
        <source>그 밖</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>그대로</source>
        <translation>As they are</translation>
    </message>
    <message>
        <source>그동안 쏟아붓는 양(MiB)</source>
        <translation>Poured out meanwhile (MiB)</translation>
    </message>
    <message>
        <source>글자</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>긴 글자(300자)</source>
        <translation>Long text (300 characters)</translation>
    </message>
    <message>
        <source>길이가 2^62인 프레임</source>
        <translation>Frame of length 2^62</translation>
    </message>
    <message>
        <source>끝없는 본문</source>
        <translation>Endless body</translation>
    </message>
    <message>
        <source>내 자산</source>
        <translation>My assets</translation>
    </message>
    <message>
        <source>내 주문</source>
        <translation>My orders</translation>
    </message>
    <message>
        <source>너무 큰 본문</source>
        <translation>Oversized body</translation>
    </message>
    <message>
        <source>너무 큰 프레임</source>
        <translation>Oversized frame</translation>
    </message>
    <message>
        <source>느린 피드</source>
        <translation>Slow feed</translation>
    </message>
    <message>
        <source>늦어지는 시간(초)</source>
        <translation>Delay (s)</translation>
    </message>
    <message>
        <source>늦어질 확률</source>
        <translation>Chance of a delay</translation>
    </message>
    <message>
        <source>늦은 응답</source>
        <translation>Late reply</translation>
    </message>
    <message>
        <source>늦은 퐁</source>
        <translation>Late pong</translation>
    </message>
    <message>
        <source>다른 곳으로(302)</source>
        <translation>To another place (302)</translation>
    </message>
    <message>
        <source>다시 연결할 때까지</source>
        <translation>Until reconnected</translation>
    </message>
    <message>
        <source>다시 요청할 때까지</source>
        <translation>Until requested again</translation>
    </message>
    <message>
        <source>닫기 코드</source>
        <translation>Close code</translation>
    </message>
    <message>
        <source>닫기 프레임 뒤 TCP를 열어 둠</source>
        <translation>TCP left open after the close frame</translation>
    </message>
    <message>
        <source>대기 시간(초: Retry-After, 늦은 응답, 조각 간격)</source>
        <translation>Wait (s: Retry-After, late reply, gap between pieces)</translation>
    </message>
    <message>
        <source>대상</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>도중에 끊긴 응답</source>
        <translation>Reply cut midway</translation>
    </message>
    <message>
        <source>등락 구분</source>
        <translation>Change direction</translation>
    </message>
    <message>
        <source>마스크된 프레임</source>
        <translation>Masked frame</translation>
    </message>
    <message>
        <source>매수·매도 구분</source>
        <translation>Side</translation>
    </message>
    <message>
        <source>먼저 정상으로 답할 횟수</source>
        <translation>Correct answers first</translation>
    </message>
    <message>
        <source>몇 행마다</source>
        <translation>Every n rows</translation>
    </message>
    <message>
        <source>모두</source>
        <translation>All</translation>
    </message>
    <message>
        <source>모두 해제</source>
        <translation>Remove all</translation>
    </message>
    <message>
        <source>모르는 값</source>
        <translation>Unknown value</translation>
    </message>
    <message>
        <source>모르는 필드를 더함</source>
        <translation>Unknown field added</translation>
    </message>
    <message>
        <source>목록</source>
        <translation>List</translation>
    </message>
    <message>
        <source>목록 대신 객체</source>
        <translation>Object instead of a list</translation>
    </message>
    <message>
        <source>무엇</source>
        <translation>What</translation>
    </message>
    <message>
        <source>반쯤 열린 연결 (읽기·쓰기·퐁 중단)</source>
        <translation>Half-open connection (no reads, writes or pongs)</translation>
    </message>
    <message>
        <source>본문 없음(204)</source>
        <translation>No body (204)</translation>
    </message>
    <message>
        <source>빈 글자</source>
        <translation>Empty text</translation>
    </message>
    <message>
        <source>빈 메시지</source>
        <translation>Empty message</translation>
    </message>
    <message>
        <source>빈 목록</source>
        <translation>Empty list</translation>
    </message>
    <message>
        <source>빈 조각</source>
        <translation>Empty fragment</translation>
    </message>
    <message>
        <source>빈 핑</source>
        <translation>Empty ping</translation>
    </message>
    <message>
        <source>빠짐</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>사유</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>새 WebSocket 연결에 오류 응답</source>
        <translation>Errors for new WebSocket connections</translation>
    </message>
    <message>
        <source>새 연결 거부 (REST 포함)</source>
        <translation>Refuse new connections (REST too)</translation>
    </message>
    <message>
        <source>새 연결도</source>
        <translation>New connections too</translation>
    </message>
    <message>
        <source>새 종목</source>
        <translation>New market</translation>
    </message>
    <message>
        <source>소수 계정 집중</source>
        <translation>Held by few accounts</translation>
    </message>
    <message>
        <source>스트림</source>
        <translation>Streams</translation>
    </message>
    <message>
        <source>스트림 구분</source>
        <translation>Stream type</translation>
    </message>
    <message>
        <source>스트림 종류</source>
        <translation>Stream kind</translation>
    </message>
    <message>
        <source>시각</source>
        <translation>Timestamp</translation>
    </message>
    <message>
        <source>시간대 붙음</source>
        <translation>With time zone</translation>
    </message>
    <message>
        <source>시간대 빠짐</source>
        <translation>Without time zone</translation>
    </message>
    <message>
        <source>시세를 빌릴 종목</source>
        <translation>Market to copy prices from</translation>
    </message>
    <message>
        <source>신규 상장 (다른 종목의 시세로)</source>
        <translation>New listing (with another market&apos;s prices)</translation>
    </message>
    <message>
        <source>실제로 보내는 것만</source>
        <translation>Only what is really sent</translation>
    </message>
    <message>
        <source>쓰레기 프레임 끼우기</source>
        <translation>Insert garbage frames</translation>
    </message>
    <message>
        <source>알려 주는 대기 시간(초)</source>
        <translation>Stated wait (s)</translation>
    </message>
    <message>
        <source>어디서</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>없는 opcode</source>
        <translation>Unknown opcode</translation>
    </message>
    <message>
        <source>연·월·일 객체</source>
        <translation>Object of year, month, day</translation>
    </message>
    <message>
        <source>연결</source>
        <translation>Connection</translation>
    </message>
    <message>
        <source>연결 끊기 (닫기 프레임 없음)</source>
        <translation>Drop the connection (no close frame)</translation>
    </message>
    <message>
        <source>오류</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>오류 프레임을 보내고 닫기</source>
        <translation>Send an error frame and close</translation>
    </message>
    <message>
        <source>옮기는 시간(초, 양수는 미래)</source>
        <translation>Shift (s, positive is the future)</translation>
    </message>
    <message>
        <source>옮김</source>
        <translation>Shifted</translation>
    </message>
    <message>
        <source>요청 한도 강화</source>
        <translation>Stricter rate limit</translation>
    </message>
    <message>
        <source>웹 페이지(200)</source>
        <translation>Web page (200)</translation>
    </message>
    <message>
        <source>유의</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>유의 구분</source>
        <translation>Warning type</translation>
    </message>
    <message>
        <source>유의·주의 지정</source>
        <translation>Warning or caution</translation>
    </message>
    <message>
        <source>음수</source>
        <translation>Negative</translation>
    </message>
    <message>
        <source>응답</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>응답 없음</source>
        <translation>No reply</translation>
    </message>
    <message>
        <source>이상한 REST 응답</source>
        <translation>Odd REST replies</translation>
    </message>
    <message>
        <source>이상한 값</source>
        <translation>Odd values</translation>
    </message>
    <message>
        <source>이상한 시각</source>
        <translation>Odd timestamps</translation>
    </message>
    <message>
        <source>이상한 필드</source>
        <translation>Odd fields</translation>
    </message>
    <message>
        <source>입금량 급등</source>
        <translation>Deposit surge</translation>
    </message>
    <message>
        <source>자기 자신으로(302)</source>
        <translation>To itself (302)</translation>
    </message>
    <message>
        <source>자산</source>
        <translation>Assets</translation>
    </message>
    <message>
        <source>잘린 본문</source>
        <translation>Truncated body</translation>
    </message>
    <message>
        <source>전송 중단 (퐁은 응답)</source>
        <translation>Stop sending (pongs are answered)</translation>
    </message>
    <message>
        <source>조각 간격(초)</source>
        <translation>Gap between pieces (s)</translation>
    </message>
    <message>
        <source>조각 크기(바이트)</source>
        <translation>Piece size (bytes)</translation>
    </message>
    <message>
        <source>조각난 핑</source>
        <translation>Fragmented ping</translation>
    </message>
    <message>
        <source>조각내어 보내기</source>
        <translation>Send in pieces</translation>
    </message>
    <message>
        <source>조금씩 오는 응답</source>
        <translation>Trickling reply</translation>
    </message>
    <message>
        <source>종료일</source>
        <translation>End date</translation>
    </message>
    <message>
        <source>종료일까지(일, 0은 이미 종료)</source>
        <translation>Days to the end date (0: already over)</translation>
    </message>
    <message>
        <source>종목</source>
        <translation>Market</translation>
    </message>
    <message>
        <source>종목 목록</source>
        <translation>Market list</translation>
    </message>
    <message>
        <source>종목 목록 (F5로 새로 고침)</source>
        <translation>Market list (F5 reloads it)</translation>
    </message>
    <message>
        <source>종목 코드</source>
        <translation>Market code</translation>
    </message>
    <message>
        <source>종목(비우면 모두)</source>
        <translation>Market (empty: all)</translation>
    </message>
    <message>
        <source>주문</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>주문 가능 정보</source>
        <translation>Order chance</translation>
    </message>
    <message>
        <source>주문 상태</source>
        <translation>Order status</translation>
    </message>
    <message>
        <source>주문 종류</source>
        <translation>Order type</translation>
    </message>
    <message>
        <source>주의: null</source>
        <translation>Caution: null</translation>
    </message>
    <message>
        <source>주의: 글자로</source>
        <translation>Caution: as text</translation>
    </message>
    <message>
        <source>주의: 단계로</source>
        <translation>Caution: as a level</translation>
    </message>
    <message>
        <source>주의: 목록으로</source>
        <translation>Caution: as a list</translation>
    </message>
    <message>
        <source>지금 열린 연결</source>
        <translation>Open connections</translation>
    </message>
    <message>
        <source>지속 시간(초, 0은 해제할 때까지)</source>
        <translation>Duration (s, 0: until cleared)</translation>
    </message>
    <message>
        <source>지연(초)</source>
        <translation>Delay (s)</translation>
    </message>
    <message>
        <source>지정</source>
        <translation>Designation</translation>
    </message>
    <message>
        <source>차이(초, 양수는 빠름)</source>
        <translation>Offset (s, positive is ahead)</translation>
    </message>
    <message>
        <source>참</source>
        <translation>True</translation>
    </message>
    <message>
        <source>청하지 않은 퐁</source>
        <translation>Unsolicited pong</translation>
    </message>
    <message>
        <source>체결</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>초 단위</source>
        <translation>In seconds</translation>
    </message>
    <message>
        <source>캔들</source>
        <translation>Candles</translation>
    </message>
    <message>
        <source>코드로 닫기</source>
        <translation>Close with a code</translation>
    </message>
    <message>
        <source>크기(MiB)</source>
        <translation>Size (MiB)</translation>
    </message>
    <message>
        <source>태그와 줄 바꿈</source>
        <translation>Tags and line breaks</translation>
    </message>
    <message>
        <source>특정 종목 거부</source>
        <translation>Refuse a market</translation>
    </message>
    <message>
        <source>풀리지 않는 gzip</source>
        <translation>Broken gzip</translation>
    </message>
    <message>
        <source>프레임</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>프레임 간격(초)</source>
        <translation>Gap between frames (s)</translation>
    </message>
    <message>
        <source>프레임 순서 뒤섞기</source>
        <translation>Reorder frames</translation>
    </message>
    <message>
        <source>프레임 중복</source>
        <translation>Duplicate frames</translation>
    </message>
    <message>
        <source>프레임 지연</source>
        <translation>Delay frames</translation>
    </message>
    <message>
        <source>프레임 홍수</source>
        <translation>Flood of frames</translation>
    </message>
    <message>
        <source>필드(비우면 차례로)</source>
        <translation>Field (empty: in turn)</translation>
    </message>
    <message>
        <source>하나 더한 목록</source>
        <translation>List with one more</translation>
    </message>
    <message>
        <source>하나 빠진 목록</source>
        <translation>List with one missing</translation>
    </message>
    <message>
        <source>한 번 일으키기</source>
        <translation>Trigger once</translation>
    </message>
    <message>
        <source>한도를 몇 분의 일로</source>
        <translation>Divide the limit by</translation>
    </message>
    <message>
        <source>행 전체가 null</source>
        <translation>Whole row null</translation>
    </message>
    <message>
        <source>현재가</source>
        <translation>Ticker</translation>
    </message>
    <message>
        <source>형 바뀜(수↔글자)</source>
        <translation>Other type (number ↔ text)</translation>
    </message>
    <message>
        <source>호가</source>
        <translation>Order book</translation>
    </message>
    <message>
        <source>호가 단위</source>
        <translation>Tick sizes</translation>
    </message>
    <message>
        <source>화폐</source>
        <translation>Currency</translation>
    </message>
    <message>
        <source>확률</source>
        <translation>Chance</translation>
    </message>
    <message>
        <source>횟수(0은 해제할 때까지)</source>
        <translation>Times (0: until cleared)</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>권한이 없음</source>
        <translation>no permission</translation>
    </message>
    <message>
        <source>다른 프로그램이 쓰는 중</source>
        <translation>in use by another program</translation>
    </message>
    <message>
        <source>디스크 오류</source>
        <translation>disk error</translation>
    </message>
    <message>
        <source>디스크에 남은 공간이 없음</source>
        <translation>no space left on the disk</translation>
    </message>
    <message>
        <source>쓸 수 없는 디스크</source>
        <translation>read-only disk</translation>
    </message>
    <message>
        <source>쓸 수 없는 이름이거나 파일이 아님</source>
        <translation>impossible name, or not a file</translation>
    </message>
    <message>
        <source>열린 파일이 너무 많음</source>
        <translation>too many open files</translation>
    </message>
    <message>
        <source>이름이 너무 긺</source>
        <translation>name too long</translation>
    </message>
    <message>
        <source>파일이 아니라 폴더임</source>
        <translation>a folder, not a file</translation>
    </message>
    <message>
        <source>파일이나 폴더가 없음</source>
        <translation>no such file or folder</translation>
    </message>
    <message>
        <source>폴더가 아님</source>
        <translation>not a folder</translation>
    </message>
    <message>
        <source>허용된 디스크 용량을 다 씀</source>
        <translation>disk quota used up</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <source>1초부터 1개월까지의 캔들과 거래량.</source>
        <translation>Candles from one second to one month, with volume.</translation>
    </message>
    <message>
        <source>가격, 급등락, 거래대금, 체결, 신규 상장을 지켜보고 알립니다.</source>
        <translation>Watches prices, sharp moves, turnover, fills and new listings, and tells you.</translation>
    </message>
    <message>
        <source>가격마다 쌓인 매도와 매수를 그래프로 봅니다.</source>
        <translation>Cumulative bids and asks over price.</translation>
    </message>
    <message>
        <source>관심종목</source>
        <translation>Watchlist</translation>
    </message>
    <message>
        <source>기다리는 내 주문과 남은 수량.</source>
        <translation>Your waiting orders and what is left of them.</translation>
    </message>
    <message>
        <source>내장 거래소를 일부러 고장 내어 화면이 어떻게 되는지 봅니다.</source>
        <translation>Makes the embedded exchange fail on purpose, to see what the desk does.</translation>
    </message>
    <message>
        <source>누적 호가</source>
        <translation>Depth chart</translation>
    </message>
    <message>
        <source>매도와 매수 호가의 잔량과 누적, 모아보기, 내 주문 표시.</source>
        <translation>Sizes and totals of bids and asks, grouping, marks at your own orders.</translation>
    </message>
    <message>
        <source>모든 종목의 현재가와 등락, 거래대금. 고르면 연결된 패널이 따라옵니다.</source>
        <translation>Price, change and turnover of all markets. Linked panels follow your choice.</translation>
    </message>
    <message>
        <source>미체결</source>
        <translation>Open orders</translation>
    </message>
    <message>
        <source>보유 자산과 평가손익. API 키를 여기서 입력합니다.</source>
        <translation>Your holdings with profit and loss. API keys are entered here.</translation>
    </message>
    <message>
        <source>알림</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <source>어떤 패널이 무엇을 구독하고 무엇이 오는지.</source>
        <translation>Which panel subscribes to what, and what arrives.</translation>
    </message>
    <message>
        <source>엔진 모니터</source>
        <translation>Engine monitor</translation>
    </message>
    <message>
        <source>자산</source>
        <translation>Balances</translation>
    </message>
    <message>
        <source>장애 주입</source>
        <translation>Fault injection</translation>
    </message>
    <message>
        <source>차트</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>체결</source>
        <translation>Trades</translation>
    </message>
    <message>
        <source>체결되는 대로 시각, 가격, 수량.</source>
        <translation>Time, price and size of each trade as it happens.</translation>
    </message>
    <message>
        <source>한 종목의 현재가, 등락, 고가와 저가, 거래량을 한 줄로 봅니다.</source>
        <translation>Price, change, high, low and volume of one market in one row.</translation>
    </message>
    <message>
        <source>현재가</source>
        <translation>Quote</translation>
    </message>
    <message>
        <source>호가</source>
        <translation>Order book</translation>
    </message>
</context>
<context>
    <name>log</name>
    <message>
        <source>%s 연결을 중지합니다: %s (%s)</source>
        <translation>%s connection stopped: %s (%s)</translation>
    </message>
    <message>
        <source>거래소가 %s 요청을 거절했습니다: %s (%s)</source>
        <translation>The exchange refused the %s request: %s (%s)</translation>
    </message>
    <message>
        <source>거래소가 구독을 거절했습니다: %s – %s</source>
        <translation>The exchange refused the subscription: %s – %s</translation>
    </message>
    <message>
        <source>관심 종목이 저장되지 않습니다: %s (%s)</source>
        <translation>favourites are not saved: %s (%s)</translation>
    </message>
    <message>
        <source>구독 변경 콜백 실패: %s</source>
        <translation>Subscription change failed: %s</translation>
    </message>
    <message>
        <source>내장 거래소가 종료되었습니다 (%s); %.1f초 후 다시 시작합니다</source>
        <translation>The embedded exchange ended (%s); it is started again in %.1f s</translation>
    </message>
    <message>
        <source>디바운스된 구독 처리 실패</source>
        <translation>Debounced subscription handling failed</translation>
    </message>
    <message>
        <source>로그가 저장되지 않습니다: %s</source>
        <translation>No log is kept: %s</translation>
    </message>
    <message>
        <source>설정이 저장되지 않습니다: %s (%s)</source>
        <translation>Settings are not saved: %s (%s)</translation>
    </message>
    <message>
        <source>신규 종목의 기록이 저장되지 않습니다: %s (%s)</source>
        <translation>The record of new markets is not saved: %s (%s)</translation>
    </message>
    <message>
        <source>알림이 저장되지 않습니다: %s (%s)</source>
        <translation>The alerts cannot be saved: %s (%s)</translation>
    </message>
    <message>
        <source>차트에 그린 것이 저장되지 않습니다: %s (%s)</source>
        <translation>Chart drawings are not being saved: %s (%s)</translation>
    </message>
    <message>
        <source>최신 구독 상태 전송 실패</source>
        <translation>Sending the latest subscriptions failed</translation>
    </message>
    <message>
        <source>패널을 멈췄습니다: %s – %s</source>
        <translation>Panel stopped: %s – %s</translation>
    </message>
    <message>
        <source>화면 배치가 저장되지 않습니다: %s (%s)</source>
        <translation>The layout is not saved: %s (%s)</translation>
    </message>
</context>
<context>
    <name>workspaces</name>
    <message>
        <source>&apos;{layout}&apos; 기본 배치로 초기화했습니다. &apos;{undo}&apos;로 이전 배치를 다시 불러옵니다.</source>
        <translation>Reset to the default layout of &apos;{layout}&apos;. &apos;{undo}&apos; brings the former layout back.</translation>
    </message>
    <message>
        <source>{file}에 쓸 수 없습니다 ({reason}). 다른 폴더를 고르세요.</source>
        <translation>{file} cannot be written ({reason}). Choose another folder.</translation>
    </message>
    <message>
        <source>{file}에 이 버전이 여는 패널이 없습니다. Hoga를 업데이트하세요.</source>
        <translation>{file} has no panel that this version can open. Update Hoga.</translation>
    </message>
    <message>
        <source>{file}은(는) 너무 큽니다. 작업 공간 파일이 맞는지 확인하세요.</source>
        <translation>{file} is too large. Check that it is the file of a workspace.</translation>
    </message>
    <message>
        <source>{file}은(는) 더 새로운 Hoga가 저장했습니다. Hoga를 업데이트하고 다시 가져오세요.</source>
        <translation>{file} was saved by a newer Hoga. Update Hoga and import it again.</translation>
    </message>
    <message>
        <source>{file}은(는) 작업 공간 파일이 아니거나 손상되었습니다. &apos;내보내기&apos;로 저장한 파일을 고르거나, 다시 내보내거나 받아 오세요.</source>
        <translation>{file} is no workspace file, or is damaged. Choose a file saved with Export, or export or fetch it again.</translation>
    </message>
    <message>
        <source>{file}은(는) 작업 공간 파일이 아닙니다. &apos;내보내기&apos;로 저장한 파일을 고르세요.</source>
        <translation>{file} is not the file of a workspace. Choose one saved by &apos;Export workspace&apos;.</translation>
    </message>
    <message>
        <source>{file}을(를) 읽을 수 없습니다 ({reason}). 파일과 권한을 확인하세요.</source>
        <translation>{file} cannot be read ({reason}). Check the file and its permissions.</translation>
    </message>
    <message>
        <source>관찰</source>
        <translation>Watcher</translation>
    </message>
    <message>
        <source>삭제한 작업 공간 &apos;{name}&apos;을(를) 되살렸습니다.</source>
        <translation>The deleted workspace &apos;{name}&apos; is back.</translation>
    </message>
    <message>
        <source>스캘퍼</source>
        <translation>Scalper</translation>
    </message>
    <message>
        <source>이 버전이 모르는 패널 {count:,}개는 열지 않고 보관합니다.</source>
        <translation>{count:,} panels that this version does not know are kept but not opened.</translation>
    </message>
    <message>
        <source>이전 배치를 다시 불러왔습니다.</source>
        <translation>The former layout is back.</translation>
    </message>
    <message>
        <source>작업 공간</source>
        <translation>Workspace</translation>
    </message>
    <message>
        <source>작업 공간 &apos;{name}&apos;을(를) {file}(으)로 내보냈습니다.</source>
        <translation>Workspace &apos;{name}&apos; was exported to {file}.</translation>
    </message>
    <message>
        <source>작업 공간 &apos;{name}&apos;을(를) 가져왔습니다.</source>
        <translation>Workspace &apos;{name}&apos; was imported.</translation>
    </message>
    <message>
        <source>작업 공간 &apos;{name}&apos;을(를) 삭제했습니다. &apos;{undo}&apos;로 되돌립니다.</source>
        <translation>Workspace &apos;{name}&apos; was deleted. &apos;{undo}&apos; brings it back.</translation>
    </message>
    <message>
        <source>작업 공간 &apos;{name}&apos;을(를) 열지 못해 이전 화면을 유지합니다. 내용은 그대로 보관합니다.</source>
        <translation>Workspace &apos;{name}&apos; cannot be opened; the former one stays. Its content is kept.</translation>
    </message>
    <message>
        <source>작업 공간 &apos;{name}&apos;이(가) 없습니다. 있는 것: {names}</source>
        <translation>There is no workspace &apos;{name}&apos;. There are: {names}</translation>
    </message>
    <message>
        <source>작업 공간 {count:,}개는 읽을 수 없어 뺐습니다.</source>
        <translation>{count:,} workspaces cannot be read and were left out.</translation>
    </message>
    <message>
        <source>작업 공간은 {most}개까지입니다. 쓰지 않는 것을 삭제하세요.</source>
        <translation>There can be {most} workspaces. Delete one that you do not use.</translation>
    </message>
    <message>
        <source>트레이더</source>
        <translation>Trader</translation>
    </message>
    <message>
        <source>하나뿐인 작업 공간은 삭제할 수 없습니다. 먼저 다른 작업 공간을 만드세요.</source>
        <translation>The only workspace cannot be deleted. Make another one first.</translation>
    </message>
</context>
</TS>
